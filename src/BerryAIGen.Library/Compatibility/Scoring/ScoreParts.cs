namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>A weighted mean over the parts that are known.</summary>
internal sealed class ScoreParts
{
    private readonly Dictionary<string, double> _known = [];
    private readonly List<string> _unknown = [];
    private double _sum;
    private double _weights;

    public IReadOnlyDictionary<string, double> Known => _known;

    public IReadOnlyList<string> Unknown => _unknown;

    public double Mean => _weights == 0 ? 0 : _sum / _weights;

    public void Add(string name, double weight, double? worth)
    {
        if (worth is not { } value)
        {
            _unknown.Add(name);
            return;
        }

        _known[name] = value;
        _sum += weight * value;
        _weights += weight;
    }
}
