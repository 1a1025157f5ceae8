using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Library.Files;

/// <summary>Writes a small file beside its name and renames it, so that nobody ever reads half of it.</summary>
internal static class AtomicFile
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        // The reader is a person with an editor, not a web page: keep "ö" and "模" as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteJson(string path, JsonNode json, bool isPrivate = false) =>
        Write(path, Bytes(json), isPrivate);

    /// <summary>Writes it unless something has the name already; whoever comes second finds the first one's.</summary>
    public static void TryCreateJson(string path, JsonNode json)
    {
        var draft = $"{path}.{Random.Shared.Next():x8}.tmp";
        try
        {
            WriteDraft(draft, Bytes(json), isPrivate: false);
            if (!NoReplaceMove.TryMove(draft, path))
                File.Delete(draft);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> bytes, bool isPrivate = false)
    {
        // Short, because the longest names leave little room; a draft that exists already is an error, not overwritten.
        var draft = $"{path}.{Random.Shared.Next():x8}.tmp";
        try
        {
            WriteDraft(draft, bytes, isPrivate);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static byte[] Bytes(JsonNode json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
            json.WriteTo(writer);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteDraft(string draft, ReadOnlySpan<byte> bytes, bool isPrivate)
    {
        using var stream = new FileStream(draft, OptionsFor(isPrivate));
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private static FileStreamOptions OptionsFor(bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
