using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Orchestrators.Own.Workers;

/// <summary>Steps that need no program: a message said again, a file kept, several files in one.</summary>
public sealed class FilesWorker : IStepWorker
{
    private const string Echo = "echo";
    private const string Upload = "imageUpload";
    private const string Archive = "blobArchive";
    private const int MostEntries = 1000;
    private const int LongestMessage = 100_000;
    private static readonly string[] Formats = ["zip", "tar"];

    public string Name => "files";

    public IReadOnlyCollection<string> Types { get; } = [Echo, Upload, Archive];

    public void Check(string type, JsonNode? input, string place, FieldProblems problems)
    {
        if (type == Upload)
        {
            if (!StepReferences.IsOne(input) && !(input is JsonValue value && value.TryGetValue<string>(out _)))
                problems.Add(place, "It is a picture: an address, a data URL or base64.");
            return;
        }

        if (InputReader.Open(input, place, problems) is not { } reader)
            return;
        if (type == Echo)
        {
            reader.Text("message", isRequired: true, most: LongestMessage);
            reader.Only("message");
        }
        else
            ReadArchive(reader);
    }

    public async Task<JsonObject> RunAsync(StepWork work, CancellationToken cancellationToken)
    {
        switch (work.Type)
        {
            case Echo:
                return new JsonObject { ["message"] = work.Input["message"]!.DeepClone() };
            case Upload:
                var file = await work.FetchAsync(work.Input.GetValue<string>(), cancellationToken)
                    .ConfigureAwait(false);
                var kept = await work.KeepAsync(new MadeFile(file.Path, file.Kind), cancellationToken)
                    .ConfigureAwait(false);
                return new JsonObject { ["blob"] = kept };
            default:
                return await ArchiveAsync(work, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<JsonObject> ArchiveAsync(StepWork work, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var wish = ReadArchive(InputReader.Open(work.Input, "input", problems)!);
        problems.ThrowIfAny();
        var kind = wish.Format == "tar" ? MediaKind.Tar : MediaKind.Zip;
        var path = Path.Combine(work.Folder, $"archive{kind.Ending}");
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var stream = new FileStream(path, FileMode.CreateNew);
        await using (stream.ConfigureAwait(false))
        {
            using var zip = kind == MediaKind.Zip ? new ZipArchive(stream, ZipArchiveMode.Create, true) : null;
            using var tar = kind == MediaKind.Tar ? new TarWriter(stream, leaveOpen: true) : null;
            foreach (var (index, (blob, name)) in wish.Entries.Index())
            {
                var file = await work.FetchAsync(blob, cancellationToken).ConfigureAwait(false);
                if (stream.Length + new FileInfo(file.Path).Length > work.MostBytes)
                    throw new LibraryException(
                        FailureCode.Usage,
                        $"The files have more than {work.MostBytes >> 20} MiB together, which is the most of one archive."
                    );
                var entry = Free(name ?? blob, written);
                zip?.CreateEntryFromFile(file.Path, entry, CompressionLevel.NoCompression);
                if (tar is not null)
                    await tar.WriteEntryAsync(file.Path, entry, cancellationToken).ConfigureAwait(false);
                File.Delete(file.Path);
                work.Report((index + 1) / (double)wish.Entries.Count);
            }
        }

        var kept = await work.KeepAsync(
                new MadeFile(path, kind) { FileName = wish.Name ?? $"archive{kind.Ending}" },
                cancellationToken
            )
            .ConfigureAwait(false);
        return new JsonObject
        {
            ["id"] = kept["id"]!.GetValue<string>(),
            ["entryCount"] = wish.Entries.Count,
            ["format"] = wish.Format,
        };
    }

    // Two of one name must not become one file where it is unpacked.
    private static string Free(string name, HashSet<string> written)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        for (var number = 2; !written.Add(name); number++)
            name = $"{stem} ({number}){ending}";
        return name;
    }

    private static ArchiveWish ReadArchive(InputReader reader)
    {
        var entries = new List<(string, string?)>();
        foreach (var entry in reader.Objects("entries", 1, MostEntries))
        {
            entry.Only("blobId", "fileName");
            var name = FileNames.Plain(entry.Text("fileName", most: 200));
            if (entry.Text("blobId", isRequired: true) is not { } blob)
                continue;
            if (MediaIntake.IsBlobId(blob))
                entries.Add((blob, name));
            else
                entry.Refuse("blobId", "It is the id of a blob, such as a step's output has it.");
        }

        reader.Only("entries", "archiveName", "format");
        return new ArchiveWish(
            entries,
            FileNames.Plain(reader.Text("archiveName", most: 200)),
            reader.Word("format", Formats) ?? Formats[0]
        );
    }

    private sealed record ArchiveWish(IReadOnlyList<(string Blob, string? Name)> Entries, string? Name, string Format);
}

/// <summary>Names that strangers give to files.</summary>
public static class FileNames
{
    private const int Longest = 200;

    /// <summary>Without folders and what no file has in its name; null when nothing is left.</summary>
    public static string? Plain(string? text)
    {
        if (text is null)
            return null;
        var last = text.Split('/', '\\')[^1];
        var plain = string.Concat(last.Where(one => !char.IsControl(one) && !"<>:\"|?*".Contains(one))).Trim(' ', '.');
        return plain.Length == 0 ? null : plain[..Math.Min(plain.Length, Longest)];
    }
}
