using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Archives.Zip;
using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>The zip of PyTorch since 1.6: <c>NAME/data.pkl</c>, and each storage as <c>NAME/data/KEY</c>.</summary>
internal static class TorchZip
{
    private const string Pickle = "data.pkl";
    private const int LongestPickle = 1 << 30;

    internal static TensorFileReading Read(string path, FileStream file, CancellationToken cancellationToken)
    {
        var archive = (ZipArchiveReader)ArchiveReader.TryOpen(path)!;
        TensorFileReading? reading = null;
        try
        {
            return reading = Read(archive, file, cancellationToken);
        }
        finally
        {
            if (reading is not { IsValid: true })
            {
                archive.Dispose();
            }
        }
    }

    private static TensorFileReading Read(
        ZipArchiveReader archive,
        FileStream file,
        CancellationToken cancellationToken
    )
    {
        var pickles = archive.Entries.Where(entry => entry.Name == Pickle || IsPickleOfRoot(entry.Name)).ToList();
        if (pickles is not [var pickle])
        {
            return TensorFileReading.Broken(
                "NotATorchFile",
                $"It is a zip with {pickles.Count} entries called {Pickle}, not one."
            );
        }

        if (archive.Findings.Concat(archive.Entries.SelectMany(entry => entry.Findings)).FirstOrDefault() is { } odd)
        {
            return TensorFileReading.Broken("Ambiguous", $"Readers would disagree about what is in it. {odd}");
        }

        using var stream = archive.Open(pickle);
        using var sequence = new PickleSequence(stream, PickleLimits.Whole);
        var reading = sequence.ReadNext(cancellationToken);
        if (reading.Error is { } error)
        {
            return TensorFileReading.Broken("Corrupt", $"Its pickle cannot be followed to the end: {error}.");
        }

        var root = pickle.Name[..^Pickle.Length];
        var entries = archive
            .Entries.GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        if (entries.Count != archive.Entries.Count)
        {
            return TensorFileReading.Broken("Ambiguous", "It has several entries of one name; readers would disagree.");
        }

        var isBig = entries.TryGetValue($"{root}byteorder", out var order) && ReadText(archive, order) == "big";
        var storages = new ZipStorages(archive, file, entries, $"{root}data/", isBig);
        return TorchTensors.Assemble(reading.Result!, storages.Find, file.Length, [file, archive, storages]);
    }

    private static bool IsPickleOfRoot(string name) =>
        name.EndsWith("/" + Pickle, StringComparison.Ordinal) && name.Count(letter => letter == '/') == 1;

    private static string ReadText(ZipArchiveReader archive, ArchiveEntry entry)
    {
        using var stream = archive.Open(entry);
        Span<byte> text = stackalloc byte[16];
        return System.Text.Encoding.Latin1.GetString(text[..stream.ReadAtLeast(text, text.Length, false)]).Trim();
    }
}
