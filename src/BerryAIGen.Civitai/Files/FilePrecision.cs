using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The number type of the weights. An open list: words it does not know are kept.</summary>
/// <param name="Value">The service's own word, case-sensitive; null only in <c>default</c>.</param>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
[JsonConverter(typeof(WordConverter<FilePrecision>))]
public readonly record struct FilePrecision(string Value) : IWord<FilePrecision>
{
    /// <summary>32-bit floats.</summary>
    public static FilePrecision Fp32 { get; } = new("fp32");

    /// <summary>16-bit floats.</summary>
    public static FilePrecision Fp16 { get; } = new("fp16");

    /// <summary>Brain floats of 16 bits.</summary>
    public static FilePrecision Bf16 { get; } = new("bf16");

    /// <summary>Micro-scaled 8-bit floats.</summary>
    public static FilePrecision Mxfp8 { get; } = new("mxfp8");

    /// <summary>8-bit floats, mixed.</summary>
    public static FilePrecision Fp8Mixed { get; } = new("fp8_mixed");

    /// <summary>8-bit floats, scaled.</summary>
    public static FilePrecision Fp8Scaled { get; } = new("fp8_scaled");

    /// <summary>8-bit floats.</summary>
    public static FilePrecision Fp8 { get; } = new("fp8");

    /// <summary>8-bit integers.</summary>
    public static FilePrecision Integer8 { get; } = new("int8");

    /// <summary>Normal floats of 4 bits.</summary>
    public static FilePrecision Nf4 { get; } = new("nf4");

    /// <summary>NVIDIA's 4-bit floats.</summary>
    public static FilePrecision Nvfp4 { get; } = new("nvfp4");

    /// <summary>4-bit integers.</summary>
    public static FilePrecision Integer4 { get; } = new("int4");

    /// <summary>The words known here; the service may use others at any time.</summary>
    public static IReadOnlyList<FilePrecision> Known { get; } =
    [Fp32, Fp16, Bf16, Mxfp8, Fp8Mixed, Fp8Scaled, Fp8, Integer8, Nf4, Nvfp4, Integer4];

    static FilePrecision IWord<FilePrecision>.Create(string value) => new(value);

    /// <summary>The service's own word.</summary>
    public override string ToString() => Value ?? "";
}
