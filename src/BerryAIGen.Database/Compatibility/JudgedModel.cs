using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Compatibility;

/// <summary>A model of the registry with what decides who runs it; thousands of them are kept, so they are small.</summary>
public sealed class JudgedModel
{
    private readonly string _origin;
    private readonly bool _isHeld;
    private readonly UInt128 _mark;
    private double[] _scores = [];

    internal JudgedModel(ModelRow row, UInt128 mark, ModelFacts facts, FactsPool pool)
    {
        (Id, _mark) = (row.Id, mark);
        Facts = pool.Share(facts, row.Capabilities);
        _origin = pool.Share(row.Origin)!;
        // What another provider holds in its own store, it alone can load.
        _isHeld = row.Id.StartsWith(row.Origin + "/", StringComparison.Ordinal);
        IsLocal = row.Status == ModelStatus.Local;
        IsAvailable = row.Status == ModelStatus.Available;
        IsBroken = row.Status == ModelStatus.Error;
    }

    public string Id { get; }

    public ModelFacts Facts { get; }

    public bool IsLocal { get; }

    public bool IsAvailable { get; }

    internal bool IsBroken { get; }

    /// <summary>Whether a provider can get at it.</summary>
    internal bool IsWithinReach(string provider) => !_isHeld || _origin == provider;

    /// <summary>Whether the row that it was made of was the one with this mark; the same facts would come out of it.</summary>
    internal bool IsOf(UInt128 mark) => _mark == mark;

    /// <summary>What a provider's place in <see cref="ProviderSlots"/> was judged with; null when it was not yet.</summary>
    internal double? FindScore(int slot) =>
        Volatile.Read(ref _scores) is var scores && slot < scores.Length && !double.IsNaN(scores[slot])
            ? scores[slot]
            : null;

    // Two that judge at once come to the same; one whose longer list is lost judges once more.
    internal void Keep(int slot, double score)
    {
        var scores = _scores;
        if (slot >= scores.Length)
        {
            var longer = new double[slot + 1];
            Array.Fill(longer, double.NaN);
            scores.CopyTo(longer, 0);
            _scores = scores = longer;
        }

        scores[slot] = score;
    }
}
