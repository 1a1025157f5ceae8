namespace BerryAIGen.IO.Tensors;

/// <summary>
/// Values that are far apart, read page by page; the pages read last are kept, so that a turned matrix reads each page of
/// many rows once per page and not once per value.
/// </summary>
internal sealed class TensorPages(Stream store, long start)
{
    private const int PageBytes = 16 << 10;

    // 64 MiB: rows of a turned matrix of up to 4,096 columns.
    private const int MostPages = 4096;
    private readonly Dictionary<long, byte[]> _pages = [];
    private readonly Queue<long> _order = [];
    private long _last = -1;
    private byte[] _lastPage = [];

    internal void Read(long offset, Span<byte> value)
    {
        for (var done = 0; done < value.Length; )
        {
            var page = Find((offset + done) / PageBytes);
            var at = (int)((offset + done) % PageBytes);
            var count = Math.Min(value.Length - done, page.Length - at);
            if (count <= 0)
            {
                throw new EndOfStreamException("The file is shorter than it was.");
            }

            page.AsSpan(at, count).CopyTo(value[done..]);
            done += count;
        }
    }

    private byte[] Find(long number)
    {
        if (number == _last)
        {
            return _lastPage;
        }

        if (!_pages.TryGetValue(number, out var page))
        {
            page = Load(number);
            if (_order.Count == MostPages)
            {
                _pages.Remove(_order.Dequeue());
            }

            _pages[number] = page;
            _order.Enqueue(number);
        }

        (_last, _lastPage) = (number, page);
        return page;
    }

    private byte[] Load(long number)
    {
        var page = new byte[PageBytes];
        store.Position = start + (number * PageBytes);
        var read = store.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        return read == page.Length ? page : page[..read];
    }
}
