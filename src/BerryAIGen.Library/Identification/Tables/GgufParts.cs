using BerryAIGen.IO;
using BerryAIGen.IO.Gguf;

namespace BerryAIGen.Library.Identification.Tables;

/// <summary>What is to be said of a GGUF file that is one of several: the others, and whether together they are the model.</summary>
/// <param name="Error">Why the parts that are there are not the model; null while they may be.</param>
/// <param name="Why">Sentences for a person.</param>
internal sealed record GgufParts(FormatError? Error, IReadOnlyList<string> Why)
{
    private const int MostNamed = 5;

    /// <exception cref="IOException">A part cannot be read.</exception>
    public static GgufParts Check(string path, GgufHeader header)
    {
        var name = ShardName.TryParse(Path.GetFileName(path));
        if (header.Split is not { } split)
        {
            return name is { Count: > 1 }
                ? new(
                    null,
                    [$"By its name it is part {name.Part} of the {name.Count} files of one model.", .. Missing(path)]
                )
                : new(null, []);
        }

        List<string> why = [$"It is part {split.Part} of the {split.Count} files of one model."];
        if (name is null)
        {
            var stem = Path.GetFileNameWithoutExtension(path);
            why.Add(
                $"Programs find the others by the name, so this one should be called "
                    + $"{stem}-{split.Part:D5}-of-{split.Count:D5}{Path.GetExtension(path)}."
            );
            return new(null, why);
        }

        if ((name.Part, name.Count) != split)
        {
            why.Add(
                $"The header says part {split.Part} of {split.Count}, but the name says {name.Part} of {name.Count}."
            );
            return new(null, why);
        }

        var missing = Missing(path).ToList();
        // Programs begin with the first file, and one look at all of them is enough.
        return missing.Count > 0 || split.Part > 1 ? new(null, [.. why, .. missing]) : Count(path, header, name, why);
    }

    private static GgufParts Count(string path, GgufHeader first, ShardName name, List<string> why)
    {
        var count = (long)first.Tensors.Count;
        foreach (var other in name.All.Skip(1))
        {
            using var file = File.OpenRead(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, other));
            var reading = GgufReader.Read(file, file.Length);
            if (!reading.IsValid)
                return new(
                    reading.Error with
                    {
                        Message = $"{other} beside it is broken: {reading.Error.Message}",
                    },
                    why
                );
            count += reading.Header.Tensors.Count;
        }

        if (first.SplitTensorCount is { } expected && expected != count)
        {
            return new(
                new FormatError(
                    "split tensors",
                    $"The {name.Count} files should hold {expected} tensors together and hold {count}: one of them is another model's. Download them again."
                ),
                why
            );
        }

        why.Add($"All {name.Count} files are there, with {count} tensors together.");
        return new(null, why);
    }

    private static IEnumerable<string> Missing(string path)
    {
        var missing = ShardName.FindMissing(path);
        if (missing.Count > 0)
            yield return $"Missing beside it: {string.Join(", ", missing.Take(MostNamed))}"
                + (missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more." : ".");
    }
}
