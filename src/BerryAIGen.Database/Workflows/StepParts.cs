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
    /// <summary>Null when it was not done, or what it made is not there any more.</summary>
    public async Task<StepPart?> FindAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(PathOf(number));
            var part = await JsonSerializer.DeserializeAsync(stream, StepPartJson.Default.StepPart, cancellationToken);
            return part?.Blobs.All(row => File.Exists(blobs.PathOf(row))) == true ? part : null;
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
