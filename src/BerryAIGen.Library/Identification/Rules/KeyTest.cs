using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Identification.Rules;

/// <summary>A condition on the keys of a table, and on the tensors that they name.</summary>
internal sealed class KeyTest(Condition condition, KeyPattern[] patterns) : Test
{
    private readonly bool _isPlain =
        condition.Dimension is null
        && condition.Rank is null
        && condition.Dtypes is null
        && condition is { ComparesBlocks: false, ComparesCount: false };

    public override bool Holds(TableView view)
    {
        if (_isPlain)
            return HasAny(view);
        if (condition.ComparesCount)
            return condition.Accepts(Count(view));
        return condition.ComparesBlocks ? condition.Accepts(Blocks(view)) : Find(view) is not null;
    }

    public override string? Evidence(TableView view) => Find(view) is { } tensor ? Describe(tensor) : null;

    private static string Describe(TableTensor tensor) =>
        tensor.Name.StartsWith(AdapterModules.Mark, StringComparison.Ordinal)
            ? $"changes {tensor.Name[AdapterModules.Mark.Length..]} [{Sizes(tensor)}]"
            : $"{tensor.Name} [{Sizes(tensor)}]";

    private static string Sizes(TableTensor tensor) =>
        string.Join(", ", tensor.Shape.Select(size => size == 0 ? "?" : $"{size}"));

    private bool HasAny(TableView view)
    {
        foreach (var pattern in patterns)
        {
            if (view.Has(pattern))
                return true;
        }

        return false;
    }

    private long Count(TableView view)
    {
        var count = 0;
        foreach (var pattern in patterns)
        {
            foreach (var _ in view.Find(pattern))
                count++;
        }

        return count;
    }

    private long Blocks(TableView view)
    {
        var blocks = 0L;
        foreach (var pattern in patterns)
        {
            foreach (ref readonly var tensor in view.Find(pattern))
                blocks = Math.Max(blocks, (pattern.NumberIn(tensor.Name) ?? -1) + 1);
        }

        return blocks;
    }

    private TableTensor? Find(TableView view)
    {
        if (condition.Dtypes is { } dtypes && !view.HasDtype(dtypes))
            return null;
        foreach (var pattern in patterns)
        {
            foreach (ref readonly var tensor in view.Find(pattern))
            {
                if (Fits(tensor))
                    return tensor;
            }
        }

        return null;
    }

    private bool Fits(in TableTensor tensor)
    {
        if (condition.ComparesBlocks || condition.ComparesCount)
            return true;
        if (condition.Rank is { } rank && tensor.Shape.Count != rank)
            return false;
        if (condition.Dtypes is { } dtypes && !dtypes.Contains(tensor.Dtype, StringComparer.OrdinalIgnoreCase))
            return false;
        if (condition.Dimension is not { } dimension)
            return true;
        var place = dimension < 0 ? tensor.Shape.Count + dimension : dimension;
        return place >= 0
            && place < tensor.Shape.Count
            && condition.Accepts((long)Math.Min(tensor.Shape[place], long.MaxValue));
    }
}
