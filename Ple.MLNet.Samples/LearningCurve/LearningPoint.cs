using Ple.MLNet.Samples.Fairness;

namespace Ple.MLNet.Samples.LearningCurve;

/// <summary>A generator that was trained by so many steps, and how its images score.</summary>
/// <param name="Fid">Of all images, at the training rows' mix of classes.</param>
/// <param name="Seconds">That the fit took.</param>
internal sealed record LearningPoint(string Method, int Seed, int Steps, double LearningRate, double Fid, FairnessScores Scores, double Seconds)
{
    public const string Header = "method,seed,steps,learning_rate,fid,fid_majority,fid_minority,minority_frequency,seconds";

    public string Line => FormattableString.Invariant(
        $"{Method},{Seed},{Steps},{LearningRate:G4},{Fid:G7},{Scores.FidMajority:G7},{Scores.FidMinority:G7},{Scores.MinorityFrequency:G5},{Seconds:0.0}");
}
