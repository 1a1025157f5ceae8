using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>Makes the bytes of a file from the seed and the file's id, the same ones every time.</summary>
internal sealed class ContentMaker(int seed)
{
    private static readonly Lazy<IReadOnlyList<TensorTemplate>> Templates = new(() =>
        SeedData.Read<IReadOnlyList<TensorTemplate>>("tensors.json")
    );

    public FileContent Create(SeededFile file)
    {
        var numbers = unchecked(((ulong)(uint)seed << 32) ^ (uint)file.Id);
        var extension = Path.GetExtension(file.Name).ToLowerInvariant();
        return extension switch
        {
            ".safetensors" => Tensors(file, numbers),
            ".gguf" => GgufContent.Create(
                file.Spec.Kilobytes * 1024,
                numbers,
                isTextModel: file.Spec.Type is "Text Encoder" || file.Version.Model.Spec.Type is "TextEncoder" or "LLM"
            ),
            ".pt" or ".ckpt" or ".pth" or ".bin" => PickleContent.Create(file.Version, numbers),
            ".zip" => ZipContent.Create(file, numbers),
            _ => TextContent.Create(file, extension),
        };
    }

    private static FileContent Tensors(SeededFile file, ulong numbers)
    {
        var version = file.Version;
        var type = file.Spec.Type is "Model" or "Pruned Model" or "Negative" ? version.Model.Spec.Type : file.Spec.Type;
        var template = Templates.Value.First(template => template.Fits(type, version.Spec.BaseModel));
        var word = version.Spec.TrainedWords is [var first, ..] ? first : "";
        var metadata = template.Metadata.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.Replace("{title}", version.Model.Spec.Name).Replace("{word}", word)
        );
        var dtype = file.Spec.Fp switch
        {
            "fp32" => "F32",
            "bf16" => "BF16",
            _ => "F16",
        };
        return SafetensorsContent.Create(template, dtype, metadata, file.Spec.Kilobytes * 1024, numbers);
    }

    /// <summary>The tensors of a named template, or GGUF without one.</summary>
    public static FileContent OfTemplate(string? name, long bytes, ulong numbers)
    {
        if (name is null)
            return GgufContent.Create(bytes, numbers);
        var template = Templates.Value.Single(template => template.Name == name);
        return SafetensorsContent.Create(template, "F16", template.Metadata, bytes, numbers);
    }
}
