using System.Globalization;

namespace BerryAIGen.IO.Gguf;

/// <summary>The header of a valid GGUF file.</summary>
public sealed record GgufHeader
{
    /// <summary>2 or 3.</summary>
    public required int Version { get; init; }

    public required bool IsBigEndian { get; init; }

    /// <summary>The tensors in the order of the file.</summary>
    public required IReadOnlyList<GgufTensor> Tensors { get; init; }

    /// <summary>
    /// Every key with its value as text. Long lists, such as a vocabulary, are only counted: <c>[128256 strings]</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>How many keys the file has.</summary>
    public int KeyCount => Metadata.Count;

    /// <summary>Where the tensors' bytes begin.</summary>
    public required long DataStart { get; init; }

    /// <summary>How many values all tensors hold together.</summary>
    public long ParameterCount => Tensors.Sum(tensor => tensor.ParameterCount);

    /// <summary>The architecture that the file names; null when it names none.</summary>
    public string? Architecture => Metadata.GetValueOrDefault("general.architecture");

    /// <summary>Which part of a divided model this is, from 1 on, and of how many; null for a whole one.</summary>
    public (int Part, int Count)? Split =>
        Number("split.count") is { } count and > 1 && Number("split.no") is { } part and >= 0
            ? (part + 1, count)
            : null;

    /// <summary>How many tensors all parts of a divided model hold together; null where the file does not say it.</summary>
    public int? SplitTensorCount => Number("split.tensors.count");

    private int? Number(string key) =>
        int.TryParse(Metadata.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
