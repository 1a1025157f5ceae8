using System.Globalization;

namespace BerryAIGen.Library.Conversion;

/// <summary>What became of the values on their way into the new file.</summary>
internal sealed class WrittenTensors
{
    private readonly Dictionary<(string Dtype, string Shape, string Hash), string> _byContent = [];
    private readonly List<(string Name, long Count, string Dtype)> _tooLarge = [];
    private readonly List<string> _equal = [];

    /// <summary>The SHA-256 of the file, lower-case hex.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>What a person should know, one sentence each.</summary>
    public IEnumerable<string> Messages()
    {
        if (_tooLarge is [var (_, _, dtype), ..])
        {
            var count = _tooLarge.Sum(tensor => tensor.Count);
            var became = dtype == "F8_E4M3" ? "448, the largest there is" : "infinite";
            var names = TensorNames.First([.. _tooLarge.Select(tensor => $"{tensor.Name} ({Number(tensor.Count)})")]);
            yield return count == 1
                ? $"1 value is too large for {dtype} and became {became}: {names}"
                : $"{Number(count)} values are too large for {dtype} and became {became}: {names}";
        }

        if (_equal.Count > 0)
            yield return $"{Number(_equal.Count)} of the same values as another one stay, for loaders ask for each name: {TensorNames.First(_equal)}";
    }

    public void NoteTooLarge(PlannedTensor tensor, long count)
    {
        if (count > 0)
            _tooLarge.Add((tensor.Source.Name, count, tensor.Dtype));
    }

    public void NoteContent(PlannedTensor tensor, string hash)
    {
        var content = (tensor.Dtype, string.Join('x', tensor.Source.Shape), hash);
        if (!_byContent.TryAdd(content, tensor.Source.Name))
            _equal.Add($"{tensor.Source.Name} (as {_byContent[content]})");
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
