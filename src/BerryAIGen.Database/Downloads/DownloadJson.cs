using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Database.Downloads;

/// <summary>What downloads keep in columns, and what their events tell: in the words of the API.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(DownloadOrder))]
[JsonSerializable(typeof(DownloadTask))]
[JsonSerializable(typeof(DownloadResult))]
[JsonSerializable(typeof(IReadOnlyList<DownloadFile>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class DownloadJson : JsonSerializerContext
{
    public static DownloadJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    public const string NoPaths = "[]";

    public static string WriteFiles(IReadOnlyList<DownloadFile> files) =>
        JsonSerializer.Serialize(files, Readable.IReadOnlyListDownloadFile);

    public static IReadOnlyList<DownloadFile> ReadFiles(string files) =>
        JsonSerializer.Deserialize(files, Readable.IReadOnlyListDownloadFile) ?? [];

    public static string WritePaths(IReadOnlyList<string> paths) =>
        JsonSerializer.Serialize(paths, Readable.IReadOnlyListString);

    public static IReadOnlyList<string> ReadPaths(string paths) =>
        JsonSerializer.Deserialize(paths, Readable.IReadOnlyListString) ?? [];
}

/// <summary>What came of a download.</summary>
/// <param name="Files">Its files.</param>
public sealed record DownloadResult(IReadOnlyList<DownloadedFile> Files);

/// <summary>One file that is there.</summary>
/// <param name="Path">Where.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="VerifiedBy">The strongest comparison that held: sha256, blake3 … or none.</param>
/// <param name="State">completed, or already_present.</param>
public sealed record DownloadedFile(string? Path, long? Size, string? Sha256, string VerifiedBy, string State);
