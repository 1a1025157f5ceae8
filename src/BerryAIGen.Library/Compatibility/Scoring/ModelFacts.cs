using BerryAIGen.Library.Compatibility.Memory;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>What is known of a model, for the question whether a provider runs it. Null is unknown.</summary>
public sealed record ModelFacts
{
    /// <summary><c>gguf</c>, <c>safetensors</c>, <c>transformers</c>, <c>pytorch</c>, <c>onnx</c>, <c>api</c> …</summary>
    public string? Format { get; init; }

    /// <summary>In the words of GGUF's <c>general.architecture</c>: <c>llama</c>, <c>phi3</c> …</summary>
    public string? Architecture { get; init; }

    /// <summary>Q4_K_M, F16, AWQ …</summary>
    public string? Quantization { get; init; }

    /// <summary>What it can do; any of the words in use, see <see cref="CapabilityWords"/>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Tokens.</summary>
    public int? ContextLength { get; init; }

    /// <summary>In billions.</summary>
    public double? Parameters { get; init; }

    /// <summary>Bytes of the file, or of all files of a folder.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Bytes of the tensors; the file's size is good to a percent.</summary>
    public long? WeightBytes { get; init; }

    /// <summary>Bytes of the second file that is loaded with it, of a model that sees; null when there is none.</summary>
    public long? ProjectorBytes { get; init; }

    /// <summary>The share of the weights that one token needs, of a model of experts; null when all are needed.</summary>
    public double? ActiveShare { get; init; }

    public AttentionShape? Shape { get; init; }

    /// <summary>What is missing of it: a part, the end of the file; null when it is whole.</summary>
    public string? Incomplete { get; init; }

    /// <summary>Why the file that is here is no model; null when it is one, or nobody has it yet.</summary>
    public string? NoModel { get; init; }
}
