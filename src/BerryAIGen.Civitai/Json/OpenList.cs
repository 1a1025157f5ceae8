using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>A list of the service; an element that cannot be read is kept beside the others, never lost.</summary>
[JsonConverter(typeof(OpenListConverterFactory))]
[CollectionBuilder(typeof(OpenList), nameof(OpenList.Create))]
public sealed class OpenList<T> : IReadOnlyList<T>
{
    private readonly T[] _items;

    internal OpenList(T[] items, IReadOnlyList<UnreadableElement>? unreadable = null) =>
        (_items, Unreadable) = (items, unreadable ?? []);

    internal static OpenList<T> Empty { get; } = new([]);

    /// <summary>The lists of several answers as one; the places of unreadable elements count on.</summary>
    internal static OpenList<T> Join(IReadOnlyList<OpenList<T>> lists)
    {
        var unreadable = new List<UnreadableElement>();
        var before = 0;
        foreach (var list in lists)
        {
            unreadable.AddRange(
                list.Unreadable.Select(odd => odd with { Position = before + Math.Max(odd.Position, 0) })
            );
            before += list.Count + list.Unreadable.Count;
        }

        return new([.. lists.SelectMany(list => list)], unreadable);
    }

    /// <summary>The elements that could not be read, with the reason; usually none.</summary>
    public IReadOnlyList<UnreadableElement> Unreadable { get; }

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <summary>Visits the readable elements in the service's order.</summary>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists for collection expressions: <c>Tags = ["style"]</c>.</summary>
public static class OpenList
{
    /// <summary>A list of these elements, none unreadable.</summary>
    public static OpenList<T> Create<T>(ReadOnlySpan<T> items) =>
        items.IsEmpty ? OpenList<T>.Empty : new(items.ToArray());
}
