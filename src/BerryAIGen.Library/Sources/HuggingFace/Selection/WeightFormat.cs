namespace BerryAIGen.Library.Sources.HuggingFace.Selection;

/// <summary>What can load a file of weights.</summary>
internal enum WeightFormat
{
    Safetensors,

    /// <summary>Pickles: taken only where there is nothing safer.</summary>
    Torch,

    Flax,
    Onnx,
    OpenVino,
    Gguf,

    /// <summary>Read by nothing that this product serves: TensorFlow, Rust, Core ML.</summary>
    Foreign,
}
