using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>What is known of a part, kept beside it as <c>&lt;part&gt;.json</c> so that a later run can go on.</summary>
internal sealed record PartJournal
{
    // Clocks are corrected while a machine runs, and no machine restarts within this time.
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(3);

    /// <summary>The first address, secrets masked.</summary>
    public required string Address { get; init; }

    /// <summary>Tells the file from others of that masked address; see <see cref="AddressDigest.OfPlace"/>.</summary>
    public string? Digest { get; init; }

    /// <summary>Tells the very address that gave the bytes from its mirrors; see <see cref="AddressDigest.Of"/>.</summary>
    public string? Origin { get; init; }

    /// <summary>The size of the whole file as the server gave it, null when it did not.</summary>
    public long? Size { get; init; }

    /// <summary>A strong ETag, as sent.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified, when it is strong enough to compare with.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The host that gave the validators; no other knows them.</summary>
    public string? ValidatorHost { get; init; }

    /// <summary>Bytes from the start that are surely on the disk.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// The bytes that are surely on the disk, when they came at several places; null for a part that only grows at its
    /// end, whose length tells while the machine runs.
    /// </summary>
    public IReadOnlyList<ByteRange>? Ranges { get; init; }

    /// <summary>For how many bytes the file system keeps room; null when none was taken beforehand.</summary>
    public long? ReservedBytes { get; init; }

    public string? AnnouncedName { get; init; }

    /// <summary>The process that wrote this, and when that process began: ids are used again.</summary>
    public int OwnerId { get; init; }

    public DateTimeOffset OwnerStarted { get; init; }

    /// <summary>When the machine began, about: what a process wrote survives its own end, but not the machine's.</summary>
    public DateTimeOffset MachineStarted { get; init; }

    public DateTimeOffset Started { get; init; }

    public DateTimeOffset Updated { get; init; }

    /// <summary>Whether the bytes came from this first address.</summary>
    internal bool IsFrom(Uri address) => Origin == AddressDigest.Of(address);

    /// <summary>Whether the last bytes came from this first address and the same host behind it.</summary>
    internal bool IsOf(Uri address, Uri hop) => IsFrom(address) && (ValidatorHost ?? hop.Authority) == hop.Authority;

    internal static string PathOf(string partPath) => partPath + ".json";

    /// <summary>Whether the part has a journal, readable or not.</summary>
    internal static bool Exists(string partPath) => File.Exists(PathOf(partPath));

    /// <summary>The journal of the part, null when there is none or it cannot be read as one.</summary>
    internal static PartJournal? Find(string partPath)
    {
        try
        {
            // Its owner may be writing or deleting it meanwhile, and must not be hindered.
            using var file = new FileStream(
                PathOf(partPath),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return JsonSerializer.Deserialize(file, PartJournalJson.Default.PartJournal);
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the journal as a whole: a reader sees the old one or this one, after a power cut as well.</summary>
    internal void Write(string partPath)
    {
        var path = PathOf(partPath);
        var draft = path + ".tmp";
        using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(
                file,
                JsonSerializer.SerializeToUtf8Bytes(this, PartJournalJson.Default.PartJournal),
                fileOffset: 0
            );
            RandomAccess.FlushToDisk(file);
        }

        File.Move(draft, path, overwrite: true);
    }

    internal static void Delete(string partPath)
    {
        // In this order: what is left after a kill must not vouch for bytes of a later part of this name.
        RangeLog.Delete(partPath);
        File.Delete(PathOf(partPath));
        File.Delete(PathOf(partPath) + ".tmp");
    }

    /// <summary>Whether the machine has run without a break since this was written; in doubt it has not.</summary>
    internal bool IsOfThisBoot(DateTimeOffset now) => (MachineStart(now) - MachineStarted).Duration() < Precision;

    internal static DateTimeOffset MachineStart(DateTimeOffset now) =>
        now - TimeSpan.FromMilliseconds(Environment.TickCount64);

    internal static DateTimeOffset ThisProcessStarted { get; } = ReadStart();

    private static DateTimeOffset ReadStart()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(PartJournal))]
internal sealed partial class PartJournalJson : JsonSerializerContext;
