using System.Buffers;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>
/// Reads the body of one answer in blocks from the shared pool. A silence longer than the stall time-out ends it; what
/// arrived before an end of any kind is handed out first, so that no byte is asked for twice.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="stall">Ends a silence.</param>
/// <param name="offset">Where in the file the body begins.</param>
internal sealed class BodyReader(Stream body, StallTimer stall, long offset = 0)
{
    // Large enough that a block costs nothing beside its bytes, small enough that one per connection is little memory.
    internal const int BlockSize = 256 * 1024;

    private Exception? _end;
    private Block _unread = Block.Empty;

    /// <summary>Where in the file the next byte that is handed out belongs.</summary>
    internal long Position { get; private set; } = offset;

    /// <summary>The next bytes, as many as are there but at least so many unless the body ends; empty at its end.</summary>
    /// <exception cref="StallException">No byte came within the stall time-out.</exception>
    /// <exception cref="HttpIOException">The connection broke.</exception>
    internal async ValueTask<Block> ReadAsync(int atLeast, CancellationToken cancellationToken)
    {
        if (_unread.Length > 0)
        {
            return Take();
        }

        if (_end is not null)
        {
            throw _end;
        }

        var block = new Block(ArrayPool<byte>.Shared.Rent(BlockSize), 0);
        try
        {
            int read;
            do
            {
                read = await stall
                    .WatchAsync(token => body.ReadAsync(block.Free, token), cancellationToken)
                    .ConfigureAwait(false);
                block = block with { Length = block.Length + read };
            } while (read > 0 && block.Length < atLeast);
        }
        catch (Exception exception) when (exception is IOException or StallException or OperationCanceledException)
        {
            // Sockets and TLS throw IOException as files do; from here on the two are told apart.
            _end = exception is IOException and not HttpIOException
                ? new HttpIOException(HttpRequestError.ResponseEnded, exception.Message, exception)
                : exception;
        }

        if (block.Length > 0)
        {
            Position += block.Length;
            return block;
        }

        block.Return();
        return _end is null ? Block.Empty : throw _end;
    }

    /// <summary>Gives bytes back that belong to whoever reads next: what is left of a block, as a block of its own.</summary>
    internal void Unread(Block rest)
    {
        _unread = rest;
        Position -= rest.Length;
    }

    /// <summary>Frees what was given back and will not be read.</summary>
    internal void Close()
    {
        if (_unread.Length > 0)
        {
            Take().Return();
        }
    }

    private Block Take()
    {
        var block = _unread;
        _unread = Block.Empty;
        Position += block.Length;
        return block;
    }
}

/// <summary>A rented array and how much of it is filled.</summary>
internal readonly record struct Block(byte[] Array, int Length)
{
    internal static readonly Block Empty = new([], 0);

    internal Memory<byte> Free => Array.AsMemory(Length);

    internal ReadOnlySpan<byte> Bytes => Array.AsSpan(0, Length);

    /// <summary>The same array with the first bytes taken away.</summary>
    internal Block Skip(int count)
    {
        Array.AsSpan(count, Length - count).CopyTo(Array);
        return this with { Length = Length - count };
    }

    internal void Return()
    {
        if (Array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Array);
        }
    }
}
