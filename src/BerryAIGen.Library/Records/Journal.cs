using System.Numerics;
using System.Text.Json;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Records;

/// <summary>
/// The journal of a root: lines are only ever added, by one process at a time and in one write each call. A line that a
/// crash left half is cut by the next writer. When it has grown long and most of it is of no use any more, a shorter one
/// that tells the same takes its place in one step.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="time">When a line was written.</param>
/// <param name="longBytes">Shorter ones are never made shorter.</param>
internal sealed class Journal(string path, TimeProvider time, long longBytes = 1 << 20)
{
    private const int TailBytes = 64 << 10;
    private const byte NewLine = (byte)'\n';

    public string Path => path;

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
        var (facts, strange) = Split(ReadBytes());
        return (facts, [.. strange.Select(row => $"line {row.Number} of {path} cannot be read and is passed over")]);
    }

    private static (List<JournalFact> Facts, List<(int Number, byte[] Line)> Strange) Split(ReadOnlySpan<byte> rest)
    {
        var (facts, strange, number) = (new List<JournalFact>(), new List<(int, byte[])>(), 0);
        // What follows the last line end is being written this moment, or was when a machine went down.
        for (int end; (end = rest.IndexOf(NewLine)) >= 0; rest = rest[(end + 1)..])
        {
            number++;
            if (rest[..end].IsEmpty)
                continue;
            if (Parse(rest[..end]) is { } fact)
                facts.Add(fact);
            else
                strange.Add((number, rest[..end].ToArray()));
        }

        return (facts, strange);
    }

    private static JournalFact? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return
                JsonSerializer.Deserialize(line, JournalJson.Default.JournalFact)
                    is { Form: > 0 and <= JournalFact.CurrentForm, IsSound: true } fact
                && FactWords.Contains(fact.Fact)
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
            DurableFiles.FlushFolder(System.IO.Path.GetDirectoryName(path)!);
        if (IsDue(whole, whole + lines.Length))
            Compact();
        return whole < length ? $"the last line of {path} was only half written and is cut off" : null;
    }

    // Looked at whenever the length has doubled, so that what it costs is shared by all the lines in between.
    private bool IsDue(long before, long after) =>
        after >= longBytes
        && BitOperations.Log2((ulong)Math.Max(before, longBytes - 1)) < BitOperations.Log2((ulong)after);

    /// <summary>Puts a journal that tells the same with at most half the bytes in its place; called by who has the turn.</summary>
    private void Compact()
    {
        var old = ReadBytes();
        var (facts, strange) = Split(old);
        var record = RootRecord.Of(facts, []);
        using var shorter = new MemoryStream();
        // A later program may know what we cannot read.
        foreach (var (_, line) in strange)
        {
            shorter.Write(line);
            shorter.WriteByte(NewLine);
        }

        shorter.Write(Lines(record.ToFacts()));
        var bytes = shorter.ToArray();
        if (bytes.Length > old.Length / 2 || !RootRecord.Of(Split(bytes).Facts, []).IsSame(record))
            return;
        var draft = path + ".tmp";
        try
        {
            File.WriteAllBytes(draft, bytes);
            DurableFiles.FlushFile(draft);
            File.Move(draft, path, overwrite: true);
            DurableFiles.FlushFolder(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            File.Delete(draft); // The long one tells the same.
        }
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
