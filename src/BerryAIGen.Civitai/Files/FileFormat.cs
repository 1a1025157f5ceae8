using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The container of a file. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<FileFormat>))]
public readonly record struct FileFormat(string Value) : IWord<FileFormat>
{
    /// <summary>The safetensors format.</summary>
    public static FileFormat SafeTensor { get; } = new("SafeTensor");

    /// <summary>A Python pickle; may hold code.</summary>
    public static FileFormat PickleTensor { get; } = new("PickleTensor");

    /// <summary>The GGUF format of llama.cpp.</summary>
    public static FileFormat Gguf { get; } = new("GGUF");

    /// <summary>A diffusers folder.</summary>
    public static FileFormat Diffusers { get; } = new("Diffusers");

    /// <summary>Apple's Core ML.</summary>
    public static FileFormat CoreMl { get; } = new("Core ML");

    /// <summary>The ONNX format.</summary>
    public static FileFormat Onnx { get; } = new("ONNX");

    /// <summary>Something else.</summary>
    public static FileFormat Other { get; } = new("Other");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<FileFormat> Known { get; } =
    [SafeTensor, PickleTensor, Gguf, Diffusers, CoreMl, Onnx, Other];

    static FileFormat IWord<FileFormat>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
