using System.Collections.Concurrent;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>
/// Models as they are written in lists. Of a library that changed only the rows that did are read and written again:
/// whatever wrote them, and whether or not it said when.
/// </summary>
/// <param name="write">A model as bytes of the list.</param>
public sealed class WrittenModels(Func<ModelInfo, byte[]> write)
{
    private volatile Known _known = new([]);

    /// <summary>Keeps none any more.</summary>
    public void Forget() => _known = new Known([]);

    /// <summary>The one of before; null when the row is another one now.</summary>
    /// <param name="id">The model.</param>
    /// <param name="mark">What the row says, as its database tells that a row is the same.</param>
    internal WrittenModel? Find(ReadOnlySpan<char> id, UInt128 mark) =>
        _known.ById.TryGetValue(id, out var model) && model.Mark == mark ? model : null;

    /// <summary>Writes one anew.</summary>
    internal WrittenModel Write(ModelInfo model, UInt128 mark)
    {
        var written = new WrittenModel(model.Id, mark, write(model));
        // How far a download is does not stand in the row.
        if (model.Status != ModelStatus.Downloading)
            _known.All[model.Id] = written;
        return written;
    }

    /// <summary>Lets go of those that are in the library no more.</summary>
    /// <param name="library">All that are.</param>
    internal void KeepOnly(IReadOnlyList<WrittenModel> library)
    {
        var known = _known.All;
        if (known.Count > library.Count)
            _known = new Known(
                library
                    .Where(model => known.ContainsKey(model.Id))
                    .Select(model => KeyValuePair.Create(model.Id, model))
            );
    }

    private sealed class Known
    {
        public Known(IEnumerable<KeyValuePair<string, WrittenModel>> models)
        {
            All = new(models, StringComparer.Ordinal);
            ById = All.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public ConcurrentDictionary<string, WrittenModel> All { get; }

        public ConcurrentDictionary<string, WrittenModel>.AlternateLookup<ReadOnlySpan<char>> ById { get; }
    }
}

/// <summary>A model as it is written.</summary>
/// <param name="Id">The model.</param>
/// <param name="Mark">The row that it was written from.</param>
/// <param name="Text">What stands in the list.</param>
public sealed record WrittenModel(string Id, UInt128 Mark, ReadOnlyMemory<byte> Text);
