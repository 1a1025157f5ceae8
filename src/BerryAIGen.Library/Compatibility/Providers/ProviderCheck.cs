using System.Text.Json;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>What a definition keeps beside the kinds of its members; files and what is sent are asked the same.</summary>
internal static class ProviderCheck
{
    /// <exception cref="JsonException">It does not; the message names the member.</exception>
    public static void Run(ProviderDefinition provider)
    {
        if (provider.Formats.Count == 0)
            throw new JsonException("\"formats\" is empty; a provider reads at least one.");
        OneOf("inferenceType", provider.InferenceType, "local", "cloud");
        OneOf("quantizationSupport", provider.QuantizationSupport, "excellent", "good", "none");
        if (provider.Aliases.FirstOrDefault(alias => alias.Length == 0 || alias.Trim() != alias) is { } alias)
            throw new JsonException($"\"aliases\" holds \"{alias}\"; a name has no blanks around it.");
        if (provider.Folder is { Name: var folder } && !SafePath.IsInside(folder))
            throw new JsonException($"\"folder.name\" is \"{folder}\"; a folder below that of the models is expected.");
        if (provider.Probe is { } probe)
            Check(probe);
    }

    /// <summary>The same for what is sent now; what earlier versions took stays what it is.</summary>
    /// <exception cref="JsonException">It does not; the message names the member.</exception>
    public static void RunNew(ProviderDefinition provider)
    {
        Run(provider);
        OneOf(
            "optimization",
            provider.Optimization,
            "cpu_gpu_hybrid",
            "gpu_preferred",
            "gpu_optimized",
            "api_optimized"
        );
    }

    private static void Check(ProviderProbe probe)
    {
        Path("probe.alive", probe.Alive);
        Path("probe.version.path", probe.Version?.Path);
        Path("probe.models.path", probe.Models?.Path);
        foreach (var loaded in probe.Loaded)
            Path("probe.loaded.path", loaded.Path);
        if (probe.DefaultUrl is not { } address)
            return;
        try
        {
            ProviderConnection.ReadAddress(address.OriginalString);
        }
        catch (LibraryException wrong)
        {
            throw new JsonException($"\"probe.defaultUrl\" is \"{address.OriginalString}\". {wrong.Message}", wrong);
        }
    }

    private static void OneOf(string member, string word, params ReadOnlySpan<string> words)
    {
        if (!words.Contains(word))
            throw new JsonException(
                $"\"{member}\" is \"{word}\"; {string.Join(", ", words[..^1])} or {words[^1]} is expected."
            );
    }

    private static void Path(string member, string? path)
    {
        if (path is not null && (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal)))
            throw new JsonException($"\"{member}\" is \"{path}\"; a path begins with one slash.");
    }
}
