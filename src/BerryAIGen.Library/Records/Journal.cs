using System.Text.Json;
using BerryAIGen.Library.Downloads.Publishing;

namespace BerryAIGen.Library.Records;

/// <summary>
/// The journal of a root: lines are only ever added, by one process at a time and in one write each call. A line that a
/// crash left half is cut by the next writer; every other line stays as it is for ever.
/// </summary>
internal sealed class Journal(string path, TimeProvider time)
{
    private const int TailBytes = 64 << 10;
    private const byte NewLine = (byte)'\n';

    /// <summary>Adds the facts and brings them to the disk.</summary>
    /// <returns>A sentence when half a line had to be cut, else null.</returns>
    /// <exception cref="IOException">The disk did not take them; nothing of them is left in the journal.</exception>
    /// <exception cref="UnauthorizedAccessException">The journal may not be written.</exception>
    public async Task<string?> AppendAsync(IReadOnlyCollection<JournalFact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0)
            return null;
        var lines = Lines(facts);
        using var turn = await Turn.TakeAsync(path, time, cancellationToken).ConfigureAwait(false);
        return Write(lines);
    }

    /// <summary>The same for what runs on a thread of its own anyway.</summary>
    /// <exception cref="IOException">The disk did not take them; nothing of them is left in the journal.</exception>
    /// <exception cref="UnauthorizedAccessException">The journal may not be written.</exception>
    public void Append(IReadOnlyCollection<JournalFact> facts)
    {
        if (facts.Count == 0)
            return;
        var lines = Lines(facts);
        using var turn = Turn.Take(path);
        Write(lines);
    }

    /// <summary>What the journal tells, in order, and one sentence for every line that cannot be read.</summary>
    /// <exception cref="IOException">The journal is there and cannot be read.</exception>
    public (IReadOnlyList<JournalFact> Facts, IReadOnlyList<string> Warnings) Read()
    {
        var (facts, warnings, number) = (new List<JournalFact>(), new List<string>(), 0);
        ReadOnlySpan<byte> rest = ReadBytes();
        // What follows the last line end is being written this moment, or was when a machine went down.
        for (int end; (end = rest.IndexOf(NewLine)) >= 0; rest = rest[(end + 1)..])
        {
            number++;
            if (rest[..end].IsEmpty)
                continue;
            if (Parse(rest[..end]) is { } fact)
                facts.Add(fact);
            else
                warnings.Add($"line {number} of {path} cannot be read and is passed over");
        }

        return (facts, warnings);
    }

    private static JournalFact? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return
                JsonSerializer.Deserialize(line, JournalJson.Default.JournalFact)
                    is { Form: > 0 and <= JournalFact.CurrentForm, IsSound: true } fact
                ? fact
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[] ReadBytes()
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private byte[] Lines(IReadOnlyCollection<JournalFact> facts)
    {
        using var lines = new MemoryStream();
        var now = time.GetUtcNow();
        foreach (var fact in facts)
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(fact with { At = now }, JournalJson.Default.JournalFact));
            lines.WriteByte(NewLine);
        }

        return lines.ToArray();
    }

    private string? Write(byte[] lines)
    {
        var isNew = !File.Exists(path);
        using var file = File.OpenHandle(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        var length = RandomAccess.GetLength(file);
        var whole = WholeLength(file, length);
        if (whole < length)
            RandomAccess.SetLength(file, whole);
        try
        {
            RandomAccess.Write(file, lines, whole);
        }
        catch
        {
            RandomAccess.SetLength(file, whole);
            throw;
        }

        RandomAccess.FlushToDisk(file);
        if (isNew)
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
        return whole < length ? $"the last line of {path} was only half written and is cut off" : null;
    }

    /// <summary>Up to and with the last line end.</summary>
    private static long WholeLength(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var tail = new byte[TailBytes];
        while (length > 0)
        {
            var start = Math.Max(0, length - TailBytes);
            var read = RandomAccess.Read(file, tail.AsSpan(0, (int)(length - start)), start);
            var end = tail.AsSpan(0, read).LastIndexOf(NewLine);
            if (end >= 0)
                return start + end + 1;
            length = start;
        }

        return 0;
    }
}
