namespace Ple.MLNet.Training;

/// <summary>How the weights θ of a generative model are estimated.</summary>
public enum EstimationMethod
{
    /// <summary>θ is trained directly to maximise the likelihood (MLE).</summary>
    MaximumLikelihood,

    /// <summary>A hypernetwork H is trained; θ = H(all rows). With its penalty this is penalized autophagy estimation (PLE), with
    /// λ = 0 a plain hypernetwork.</summary>
    Hypernetwork,
}
