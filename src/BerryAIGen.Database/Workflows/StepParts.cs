using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BerryAIGen.Database.Workflows;

/// <summary>
/// What the parts of a step made, each in a file by its number: whoever does the step again after a kill goes on after
/// them. They count only with the step's success, as the rows of its blobs do.
/// </summary>
/// <param name="folder">The step's.</param>
/// <param name="blobs">Has the bytes.</param>
internal sealed class StepParts(string folder, BlobStore blobs)
{
    /// <summary>How the names of such folders begin.</summary>
    public const string Prefix = "parts.";

    /// <summary>The name of a step's folder.</summary>
    public static string NameOf(string workflow, int position) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{workflow}-{position}");

    /// <summary>Whose such a folder is; null when its name tells of no step.</summary>
    public static (string Workflow, int Position)? TryParse(string name)
    {
        var last = name.LastIndexOf('-');
        return
            name.StartsWith(Prefix, StringComparison.Ordinal)
            && last > Prefix.Length
            && int.TryParse(name.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? (name[Prefix.Length..last], position)
            : null;
    }

    /// <summary>The hashes of all bytes that the parts in a folder refer to.</summary>
    public static async Task<IReadOnlyCollection<string>> BytesInAsync(
        string folder,
        CancellationToken cancellationToken
    )
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*.json"))
            if (await ReadAsync(path, cancellationToken) is { } part)
                found.UnionWith(part.Blobs.Select(row => row.Sha256));
        return found;
    }

    /// <summary>Null when it was not done, or what it made is not there any more.</summary>
    public async Task<StepPart?> FindAsync(int number, CancellationToken cancellationToken)
    {
        if (await ReadAsync(PathOf(number), cancellationToken) is not { } part || !part.Blobs.All(blobs.HasBytes))
            return null;
        // They are kept as long as what is made now, whenever they were made.
        foreach (var row in part.Blobs)
            row.ExpiresAt = blobs.EndOfNew;
        return part;
    }

    private static async Task<StepPart?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync(stream, StepPartJson.Default.StepPart, cancellationToken);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Not done, or the machine went down before the disk had it: it is done again.
            return null;
        }
    }

    public async Task KeepAsync(int number, StepPart part, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        await using (var stream = File.Create(draft))
            await JsonSerializer.SerializeAsync(stream, part, StepPartJson.Default.StepPart, cancellationToken);
        // A run that lost its job may still be at the same part: either's will do.
        File.Move(draft, PathOf(number), overwrite: true);
    }

    private string PathOf(int number) => Path.Combine(folder, $"{number}.json");
}

/// <summary>What came of a part, and the files that it made.</summary>
internal sealed record StepPart(JsonObject Output, IReadOnlyList<BlobRow> Blobs);

[JsonSerializable(typeof(StepPart))]
internal sealed partial class StepPartJson : JsonSerializerContext;
