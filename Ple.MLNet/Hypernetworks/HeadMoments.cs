namespace Ple.MLNet.Hypernetworks;

/// <summary>What the optimizer of a hypernetwork's heads remembers of the gradients of their matrix W [P, h]; of all else it keeps Adam's two moments.</summary>
public enum HeadMoments
{
    /// <summary>Adam's two moments of each number of W (Kingma and Ba 2015).</summary>
    Full,

    /// <summary>The second moment alone, as the product of its means over rows and over columns over that of all (Adafactor without a first moment, Shazeer and Stern
    /// 2018): P + h numbers in place of 2 P h, a third of the memory, and about half the time of a step of a large model.
    /// Results are not those of Adam: on images of digits a little worse at a step size of 0.001 or less and much worse at 0.002; on a table no different.</summary>
    Factored,
}
