using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Catalog.Describing;

namespace BerryAIGen.Database.Indexing;

/// <summary>A model whose header is to be read, and the row that it has; null when it has none yet.</summary>
internal sealed record IndexWork(FoundModel Model, KnownModel? Row, RowKind Kind, string Event)
{
    /// <summary>What it is described by, once it is.</summary>
    public string By { get; private init; } = DescribedBy.Nothing;

    /// <summary>The name of the picture beside it, once it is described.</summary>
    public string? Preview { get; private init; }

    /// <summary>Described, several at once.</summary>
    public static IReadOnlyList<(IndexWork Work, ModelDescription Description)> Describe(
        IReadOnlyList<IndexWork> works,
        ModelDescriber describer,
        DescribedBy describedBy,
        Func<string, string?> previewOf,
        CancellationToken cancellationToken
    )
    {
        var described = new (IndexWork, ModelDescription)[works.Count];
        Parallel.For(
            0,
            works.Count,
            new ParallelOptions { CancellationToken = cancellationToken },
            at =>
            {
                // Looked at before it is read: what changes in between is read once more the next time.
                var by = describedBy.Of(works[at].Model);
                described[at] = (
                    works[at] with
                    {
                        By = by,
                        Preview = previewOf(works[at].Model.Path),
                    },
                    describer.Describe(works[at].Model)
                );
            }
        );
        return described;
    }

    public static IEnumerable<IndexWork> Of(IndexPlan plan) =>
        plan
            .Changed.Select(row => new IndexWork(
                row.Model,
                row.Row,
                row.Row.KindOf(RowKind.Changed),
                row.Row.DescribedBy is null ? "indexed" : "changed"
            ))
            .Concat(plan.Moved.Select(row => new IndexWork(row.Model, row.Row, RowKind.Same, "moved")))
            .Concat(
                plan.Stale.Select(row => new IndexWork(
                    row.Model,
                    row.Row,
                    RowKind.Same,
                    row.Row.IsAbsent || row.Row.IsPutAway ? "returned" : ""
                ))
            )
            .Concat(plan.New.Select(model => new IndexWork(model, null, RowKind.New, "indexed")));
}
