using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>One try of one step, as its worker sees it.</summary>
public sealed record StepWork
{
    /// <summary>The word of <c>$type</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it works on; nothing in it is open any more.</summary>
    public required JsonNode Input { get; init; }

    /// <summary>An empty folder of its own, which is gone afterwards.</summary>
    public required string Folder { get; init; }

    /// <summary>The longest file that may be made.</summary>
    public required long MostBytes { get; init; }

    /// <summary>The most that the files of the folder may have together.</summary>
    public required long MostWorkBytes { get; init; }

    /// <summary>How much more may be written into a step's folder.</summary>
    public static long RoomIn(string folder, long most) =>
        most - new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0);

    /// <summary>What is said when there is no room.</summary>
    public static LibraryException NoRoom(long most) =>
        new(
            FailureCode.Usage,
            $"The step needs more than {most >> 20} MiB to work in, which is the most that one gets."
        );

    /// <summary>Brings a picture, video or sound into the folder: from an address, a data URL, base64 or a blob's id.</summary>
    public required Func<string, CancellationToken, Task<MediaFile>> FetchAsync { get; init; }

    /// <summary>Keeps a file of the folder as a blob, and answers it as outputs have it.</summary>
    public required Func<MadeFile, CancellationToken, Task<JsonObject>> KeepAsync { get; init; }

    /// <summary>What an earlier try made of a part, by its number; null when it did not get so far.</summary>
    public required Func<int, CancellationToken, Task<JsonObject?>> FindPartAsync { get; init; }

    /// <summary>Remembers what came of a part and the files that were kept for it: whoever does the step again goes on after it.</summary>
    public required Func<int, JsonObject, CancellationToken, Task> KeepPartAsync { get; init; }

    /// <summary>How far it is, 0 to 1; costs nothing.</summary>
    public required Action<double> Report { get; init; }
}

/// <summary>A file in a step's folder.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">What its bytes are.</param>
public sealed record MediaFile(string Path, MediaKind Kind);

/// <summary>A file that a step made.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">What its bytes are.</param>
/// <param name="Width">In pixels; null for sounds and archives.</param>
/// <param name="Height">In pixels.</param>
public sealed record MadeFile(string Path, MediaKind Kind, int? Width = null, int? Height = null)
{
    /// <summary>How it is called when it is downloaded; null for its id.</summary>
    public string? FileName { get; init; }
}
