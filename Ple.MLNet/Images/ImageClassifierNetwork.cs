namespace Ple.MLNet.Images;

/// <summary>The network of an image classifier.</summary>
public enum ImageClassifierNetwork
{
    /// <summary>Two convolutions and a hidden layer of 64 features, for images of any size.</summary>
    Small,

    /// <summary>
    /// ResNet-18 (He et al. 2016): eight residual blocks, two each of 64, 128, 256 and 512 filters, with batch norm; 512 features are the means over what is left of height and width. For
    /// images of 28 x 28 to 64 x 64 pixels: it begins with a 3 x 3 convolution of stride 2, and has no max pooling. 11 million weights; 120 million multiplications for an image of 28 x 28,
    /// some three hundred times the small network's.
    /// </summary>
    ResNet18,
}
