using System.Globalization;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Faults;

/// <summary>One file of a server that does everything wrong, always in the same way for the same seed.</summary>
internal sealed class FaultyFile
{
    private static readonly int[] Refusals = [401, 403, 404, 410, 451];

    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly int? _changesAt;
    private readonly int? _refusal;
    private readonly bool _hasTag;
    private readonly bool _mayShout;
    private int _faults;
    private int _asked;
    private int _version;
    private bool _hasLied;

    internal FaultyFile(int seed, int number, bool mayShout)
    {
        // HashCode.Combine would give other numbers in every process.
        _random = new Random(unchecked((seed * 31) + (number * 7919)));
        _mayShout = mayShout;
        Number = number;
        var size = _random.Next(2000, 300_000);
        Versions = [Content(size), Content(_random.Next(2000, 300_000))];
        IsPinned = _random.Next(2) == 0;
        // Without a tag and without a hash nobody could tell one version from the other.
        _hasTag = !IsPinned || _random.Next(3) > 0;
        _changesAt = _random.Next(6) == 0 ? _random.Next(2, 5) : null;
        _refusal = _random.Next(15) == 0 ? Refusals[_random.Next(Refusals.Length)] : null;
        _faults = _random.Next(7);
    }

    internal int Number { get; }

    /// <summary>The file as it is first, and what it may become.</summary>
    internal byte[][] Versions { get; }

    /// <summary>The person knows the hash of the first version.</summary>
    internal bool IsPinned { get; }

    internal bool IsRefused => _refusal is not null;

    /// <summary>Nothing that this file's server did may keep the file from coming: it refused nothing, and a pinned file stayed what it was.</summary>
    internal bool MustCome => !IsRefused && !(IsPinned && (_changesAt is not null || _hasLied));

    /// <summary>The first answer is silence in the middle, for a process that is going to be killed.</summary>
    internal bool HangsFirst { get; init; }

    internal int Asked => Volatile.Read(ref _asked);

    internal RawReply Answer(RawRequest request)
    {
        lock (_gate)
        {
            _asked++;
            _version = _asked >= _changesAt ? 1 : _version;
            var reply = Right(request);
            return _refusal is { } status ? new RawReply(status, []).With("Content-Length", "0")
                : HangsFirst && _asked == 1 ? Cut(reply) with { End = ReplyEnd.Silence }
                : _faults-- > 0 ? Wrong(request, reply)
                : reply;
        }
    }

    private RawReply Right(RawRequest request)
    {
        var file = Versions[_version];
        var tag = $"\"{Number}-{_version}\"";
        var isOther = request.Header("If-Range") is { } condition && condition != tag;
        var reply = request.Header("Range") is { } range && !isOther ? Range(file, range) : RawReply.File(file);
        return (_hasTag ? reply.With("ETag", tag) : reply).With("Accept-Ranges", "bytes");
    }

    private static RawReply Range(byte[] file, string range)
    {
        var bounds = range["bytes=".Length..].Split('-');
        var from = int.Parse(bounds[0], CultureInfo.InvariantCulture);
        var to = bounds[1].Length > 0 ? int.Parse(bounds[1], CultureInfo.InvariantCulture) + 1 : file.Length;
        to = Math.Min(to, file.Length);
        return from >= file.Length
            ? new RawReply(416, []).With("Content-Range", $"bytes */{file.Length}").With("Content-Length", "0")
            : new RawReply(206, file[from..to])
                .With("Content-Length", $"{to - from}")
                .With("Content-Range", $"bytes {from}-{to - 1}/{file.Length}");
    }

    private RawReply Wrong(RawRequest request, RawReply right) =>
        _random.Next(13) switch
        {
            0 => Cut(right),
            1 => Cut(right) with { End = ReplyEnd.Reset },
            2 => Cut(right) with { End = ReplyEnd.Silence },
            3 => new RawReply(503, []).With("Content-Length", "0"),
            4 => new RawReply(500, "<html>oops</html>"u8.ToArray()),
            5 when _mayShout => new RawReply(429, []).With("Content-Length", "0"),
            6 => RawReply.File(Versions[_version]),
            7 when request.Header("Range") is not null => RawReply.Rest(
                Versions[_version],
                Versions[_version].Length / 3
            ),
            8 when request.Header("Range") is not null => new RawReply(416, [])
                .With("Content-Range", $"bytes */{Versions[_version].Length}")
                .With("Content-Length", "0"),
            9 when IsPinned => Lie(right),
            10 => right with { Headers = [.. right.Headers.Where(header => header.Key != "Content-Range")] },
            11 when !request.Target.Contains('?', StringComparison.Ordinal) => new RawReply(302, [])
                .With("Location", $"{request.Target}?again")
                .With("Content-Length", "0"),
            _ => Cut(right),
        };

    private RawReply Lie(RawReply reply)
    {
        _hasLied = true;
        return reply with { Body = [.. reply.Body.Select(value => (byte)~value)] };
    }

    private RawReply Cut(RawReply reply) => reply with { Body = reply.Body[.._random.Next(reply.Body.Length + 1)] };

    // Nothing that could be taken for a page.
    private byte[] Content(int size)
    {
        var bytes = new byte[size];
        _random.NextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }
}
