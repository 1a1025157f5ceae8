using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>What a header says in words: how the model is stored, what it can do, its licence.</summary>
internal sealed record ModelWords
{
    public string? Format { get; init; }

    /// <summary>As the header names it; null when it names none.</summary>
    public string? Architecture { get; init; }

    /// <summary>The classes that a configuration names: <c>LlamaForCausalLM</c>, <c>FluxPipeline</c>.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What only the header tells of its abilities: a chat template, tools, pooling.</summary>
    public IReadOnlyList<string> Abilities { get; init; } = [];

    public string? License { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <param name="file">What was read of it; null when nothing could be.</param>
    public static ModelWords Of(InspectedFile? file) =>
        file switch
        {
            null => new ModelWords(),
            { IsFolder: true } => OfFolder(file.Table?.Metadata ?? new Dictionary<string, string>()),
            _ => new ModelWords
            {
                Format = FormatOf(file.Container),
                Architecture = file.Metadata.GetValueOrDefault("general.architecture"),
                Abilities = [.. AbilitiesOf(file.Metadata)],
                License =
                    file.Metadata.GetValueOrDefault("general.license")
                    ?? file.Metadata.GetValueOrDefault("modelspec.license"),
                Tags = Split(
                    file.Metadata.GetValueOrDefault("general.tags") ?? file.Metadata.GetValueOrDefault("modelspec.tags")
                ),
            },
        };

    private static ModelWords OfFolder(IReadOnlyDictionary<string, string> facts)
    {
        if (facts.TryGetValue("model_index.json:_class_name", out var pipeline))
            return new ModelWords { Format = "diffusers", Classes = [pipeline] };
        var own = facts.GetValueOrDefault("config.json:_class_name");
        return new ModelWords
        {
            Format = own is null ? "transformers" : "diffusers",
            Architecture = facts.GetValueOrDefault("config.json:model_type"),
            Classes = [.. new[] { facts.GetValueOrDefault("config.json:architectures.0"), own }.OfType<string>()],
        };
    }

    // From the header and not from names: a chat model has a template, an embedding model pools (llama.h: 4 ranks).
    private static IEnumerable<string> AbilitiesOf(IReadOnlyDictionary<string, string> keys)
    {
        if (keys.TryGetValue("tokenizer.chat_template", out var template))
        {
            yield return "chat";
            if (template.Contains("tools", StringComparison.Ordinal))
                yield return "function-calling";
        }

        var architecture = keys.GetValueOrDefault("general.architecture");
        if (keys.TryGetValue($"{architecture}.pooling_type", out var pooling) && pooling != "0")
            yield return pooling == "4" ? "reranking" : "embeddings";
        if (keys.GetValueOrDefault("clip.has_vision_encoder") == "true")
            yield return "vision";
        if (keys.GetValueOrDefault("clip.has_audio_encoder") == "true")
            yield return "audio";
    }

    private static string[] Split(string? list) =>
        list?.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? FormatOf(Container container) =>
        container switch
        {
            Container.Safetensors => "safetensors",
            Container.Gguf => "gguf",
            Container.Onnx => "onnx",
            Container.Zip or Container.Pickle or Container.Tar or Container.Numpy => "pytorch",
            _ => null,
        };
}
