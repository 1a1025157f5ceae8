using System.Text.Json;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>A model that a provider has in its memory right now.</summary>
/// <param name="Name">A file, a folder, or what the provider calls it; null when it only tells the hash.</param>
/// <param name="Sha256">64 small hex digits; null when it does not tell.</param>
/// <param name="Quantization">Such as Q4_K_M, where the name leaves it out; null when it does not tell.</param>
public sealed record LoadedModel(string? Name, string? Sha256, string? Quantization = null)
{
    // What Ollama puts behind a name that has no other, and AUTOMATIC1111 behind a file.
    private const string UsualTag = ":latest";
    private const string ShortHash = " [";

    // LM Studio names the variant there, of a model that it has in several.
    private const char Variant = '@';

    private static readonly StringComparison Words = StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether it is a file or folder of the library.</summary>
    /// <param name="path">Where that lies.</param>
    /// <param name="sha256">Its hash; null when nobody knows it.</param>
    /// <param name="names">What else it may be called.</param>
    public bool Is(string path, string? sha256, params ReadOnlySpan<string> names)
    {
        if (Sha256 is not null && Sha256 == sha256)
            return true;
        if (Name is not { Length: > 0 } || IsOtherFile(path))
            return false;
        var called = Plain(Name);
        var stem = Path.GetFileNameWithoutExtension(path);
        if (called.Equals(FileName(path), Words) || called.Equals(stem, Words) || IsVariant(called, stem))
            return true;
        foreach (var name in names)
        {
            if (called.Equals(name, Words))
                return true;
        }

        return false;
    }

    internal static IEnumerable<LoadedModel> Find(JsonElement answer, ProbeLoaded probe)
    {
        var list = probe.List is null ? answer : HeldModelReader.Member(answer, probe.List);
        return list switch
        {
            { ValueKind: JsonValueKind.Array } entries => entries.EnumerateArray().Select(Read).OfType<LoadedModel>(),
            { ValueKind: JsonValueKind.Object } one => Read(one) is { } model ? [model] : [],
            _ => [],
        };

        LoadedModel? Read(JsonElement entry)
        {
            if (
                HeldModelReader.Text(entry, probe.State) is { } state
                && probe.States?.Contains(state, StringComparer.OrdinalIgnoreCase) != true
            )
                return null;
            if (probe.Instances is { } instances && !HasSome(HeldModelReader.Member(entry, instances)))
                return null;
            var model = new LoadedModel(
                HeldModelReader.Text(entry, probe.Name),
                HeldModelReader.Hash(HeldModelReader.Text(entry, probe.Digest)),
                HeldModelReader.Text(entry, probe.Quantization)
            );
            return model is { Name: null or "", Sha256: null } ? null : model;
        }
    }

    private static bool HasSome(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } running && running.GetArrayLength() > 0;

    // The name of the model with that of its quantisation behind it, as its file is called.
    private bool IsVariant(string called, string stem)
    {
        var at = called.IndexOf(Variant);
        var model = at < 0 ? called : called[..at];
        var quantization = at < 0 ? Quantization : called[(at + 1)..];
        return quantization is { Length: > 0 }
            && stem.Length == model.Length + 1 + quantization.Length
            && stem.StartsWith(model, Words)
            && (stem[model.Length] is '-' or '.' or '_')
            && stem.EndsWith(quantization, Words);
    }

    // A container calls the same file by another path, so names count; here two files of one name may differ.
    private bool IsOtherFile(string path) =>
        Path.IsPathFullyQualified(Name!)
        && new FileInfo(Name!) is { Exists: true } loaded
        && new FileInfo(path) is { Exists: true } asked
        && loaded.Length != asked.Length;

    private static string Plain(string name)
    {
        var end = name.LastIndexOf(ShortHash, StringComparison.Ordinal);
        var plain = FileName(end > 0 && name.EndsWith(']') ? name[..end] : name);
        return plain.EndsWith(UsualTag, Words) ? plain[..^UsualTag.Length] : plain;
    }

    // Servers on Windows name files with backslashes.
    private static string FileName(string path)
    {
        var trimmed = path.TrimEnd('/', '\\');
        return trimmed[(trimmed.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
