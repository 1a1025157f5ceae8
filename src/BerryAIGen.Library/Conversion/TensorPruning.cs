using System.Security.Cryptography;
using BerryAIGen.IO.Tensors;

namespace BerryAIGen.Library.Conversion;

/// <summary>
/// Leaves out what no loader misses: the average of weights that are there, and a second name of a tensor. Two tensors
/// that only happen to be equal both stay, for a loader that asks for each name would find nothing, and go on without it.
/// </summary>
internal sealed class TensorPruning(ConversionRules rules, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, PlannedTensor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>What is left out.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Which tensor stands for one that is left out.</summary>
    public Dictionary<string, string> StandsFor { get; } = new(StringComparer.Ordinal);

    /// <summary>What a person should know, one sentence each.</summary>
    public List<string> Messages { get; } = [];

    /// <returns>What stays, in the same order.</returns>
    public IReadOnlyList<PlannedTensor> Run(IReadOnlyList<PlannedTensor> tensors)
    {
        var averages = FindAverages(tensors);
        List<PlannedTensor> kept = [];
        foreach (var tensor in tensors)
        {
            if (averages.Contains(tensor.Source.Name))
                LeftOut.Add(tensor.Source.Name);
            else
                kept.Add(tensor);
        }

        foreach (var tensor in kept)
            _byName[tensor.Source.Name] = tensor;
        return [.. kept.Where((tensor, index) => !IsSecond(tensor, kept.Take(index)))];
    }

    private HashSet<string> FindAverages(IReadOnlyList<PlannedTensor> tensors)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        var names = tensors.Select(tensor => tensor.Source.Name).ToArray();
        foreach (var average in rules.Averages)
        {
            var own = names.Where(name => name.StartsWith(average.Prefix, StringComparison.Ordinal)).ToArray();
            if (own.Length == 0)
                continue;
            // A trainer that may not use dots in names leaves them out.
            var weights = names.Except(own).Select(name => name.Replace(".", "", StringComparison.Ordinal)).ToHashSet();
            if (
                own.Where(name => !IsCounter(name))
                    .All(name => average.Of.Any(of => weights.Contains(Weight(name, of))))
            )
                found.UnionWith(own);
            else
                Messages.Add($"{average.Prefix}* stays: the weights that it is the average of are not all there");

            bool IsCounter(string name) => average.Counters?.Contains(name[average.Prefix.Length..]) == true;
            string Weight(string name, string of) =>
                (of + name[average.Prefix.Length..]).Replace(".", "", StringComparison.Ordinal);
        }

        return found;
    }

    private bool IsSecond(PlannedTensor tensor, IEnumerable<PlannedTensor> before)
    {
        var name = tensor.Source.Name;
        var first =
            rules
                .Tied.Select(tied => tied.FindKept(name))
                .OfType<string>()
                .Select(kept => _byName.GetValueOrDefault(kept))
                .OfType<PlannedTensor>()
                .FirstOrDefault(kept => IsEqual(kept.Source, tensor.Source))
            // One storage with two names was one tensor when it was saved: the program that saved it had tied them.
            ?? before.FirstOrDefault(known => known.Source.Bytes.IsSameAs(tensor.Source.Bytes) && !IsTied(known));
        if (first is null)
            return false;
        // As the format's own library does it: the free text says which tensor stands for the one left out.
        LeftOut.Add(name);
        StandsFor[name] = first.Source.Name;
        return true;
    }

    private bool IsTied(PlannedTensor tensor) => StandsFor.ContainsKey(tensor.Source.Name);

    private bool IsEqual(SourceTensor one, SourceTensor other) =>
        one.Dtype == other.Dtype
        && one.Shape.SequenceEqual(other.Shape)
        && (one.Bytes.IsSameAs(other.Bytes) || HashOf(one) == HashOf(other));

    private string HashOf(SourceTensor tensor)
    {
        if (_hashes.TryGetValue(tensor.Name, out var known))
            return known;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        tensor.Bytes.CopyTo(hash.AppendData, cancellationToken);
        return _hashes[tensor.Name] = Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
