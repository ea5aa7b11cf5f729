namespace Ple.MLNet.Reports;

/// <summary>Kinds of <see cref="Finding"/>. The first five accuse the generator, the others speak of the data and of the comparison.</summary>
public enum FindingKind
{
    /// <summary>A class of the real rows that no generated row has, or far fewer than its share would give.</summary>
    LostClass,

    /// <summary>A class is made more or less often than the real rows have it.</summary>
    ShiftedClass,

    /// <summary>Rows repeat training rows, exactly or nearly, more often than new real rows do.</summary>
    Copies,

    /// <summary>Rows can be told from real ones.</summary>
    Unlike,

    /// <summary>An attack learns from the rows who was in the training data.</summary>
    Disclosure,

    /// <summary>A column that says nothing or too much: constant, an identifier, a date.</summary>
    UnusableColumn,

    /// <summary>Rows are too few for a number to be trusted.</summary>
    TooFewRows,
}
