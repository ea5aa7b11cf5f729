namespace Ple.MLNet.Tables;

/// <summary>Collects what is needed of one field to encode it.</summary>
internal interface IFieldLearner
{
    void Add(double value);

    FieldCode ToCode();
}
