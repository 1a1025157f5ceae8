using System.Globalization;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Bytes of two hosts make one file only where something says that both have the same one.</summary>
public sealed class OtherHostTests
{
    private const int Size = 300_000;

    private static readonly byte[] A = Recipe.A(Size);
    private static readonly byte[] B = Recipe.B(Size);

    private static readonly TransferOptions TwoAttempts = TransferFixture.Quick with { MaxAttempts = 2 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Gives the start of A and is in trouble from then on.
    private static RawHttpServer Broken(string? tag = null) =>
        new(
            Tagged(RawReply.File(A) with { Body = A[..100_000] }, tag),
            new RawReply(503, []).With("Content-Length", "0")
        );

    private static RawHttpServer Whole(byte[] file, string? tag = null) =>
        new(request => Tagged(Answer(file, request), tag));

    private static RawReply Answer(byte[] file, RawRequest request) =>
        request.Header("Range") is { } range && request.Header("If-Range") is null
            ? RawReply.Rest(file, int.Parse(range["bytes=".Length..].Split('-')[0], CultureInfo.InvariantCulture))
            : RawReply.File(file);

    private static RawReply Tagged(RawReply reply, string? tag) => tag is null ? reply : reply.With("ETag", tag);

    [Theory]
    [InlineData(null, null)]
    [InlineData("\"one\"", "\"two\"")]
    [InlineData("\"one\"", null)]
    [InlineData("\"one\"", "\"one\"")]
    public async Task Without_a_hash_a_mirror_brings_its_file_from_the_first_byte(string? tag, string? mirrorsTag)
    {
        await using var first = Broken(tag);
        await using var mirror = Whole(B, mirrorsTag);
        using var transfer = new TransferFixture(TwoAttempts);

        using var outcome = await transfer.RunAsync(
            transfer.Request(first.Address()) with
            {
                Mirrors = [mirror.Address("/same/model.safetensors")],
            },
            Token
        );

        outcome.Failure.ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(B).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_path_of_the_same_host_is_another_file_without_a_hash()
    {
        var asked = 0;
        await using var server = new RawHttpServer(request =>
            request.Target == "/b" ? Answer(B, request)
            : Interlocked.Increment(ref asked) == 1 ? RawReply.File(A) with { Body = A[..100_000] }
            : new RawReply(503, []).With("Content-Length", "0")
        );
        using var transfer = new TransferFixture(TwoAttempts);

        using var outcome = await transfer.RunAsync(
            transfer.Request(server.Address("/a")) with
            {
                Mirrors = [server.Address("/b")],
            },
            Token
        );

        outcome.Failure.ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(B).ShouldBeTrue();
    }

    [Fact]
    public async Task With_a_hash_a_mirror_goes_on_where_the_first_address_broke()
    {
        await using var first = Broken();
        await using var mirror = Whole(A);
        using var transfer = new TransferFixture(TwoAttempts);

        using var outcome = await transfer.RunAsync(
            transfer.Request(first.Address()) with
            {
                Mirrors = [mirror.Address()],
                JoinsHosts = true,
            },
            Token
        );

        mirror.Requests[0].Header("Range").ShouldBe("bytes=100000-");
        outcome.Result!.IsJoined.ShouldBeTrue();
        transfer.Part.AsSpan().SequenceEqual(A).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("\"one\"", "\"two\"")]
    public async Task A_redirect_to_another_host_is_not_continued_without_a_hash(string? tag, string? othersTag)
    {
        await using var one = Broken(tag);
        await using var two = Whole(B, othersTag);
        await using var site = new RawHttpServer(
            RawReply.Redirect(one.Address().AbsoluteUri),
            RawReply.Redirect(two.Address().AbsoluteUri)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(site.Address(), Token);

        outcome.Failure.ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(B).ShouldBeTrue();
    }

    [Fact]
    public async Task A_redirect_to_another_host_goes_on_under_the_same_tag()
    {
        await using var one = Broken("\"one\"");
        await using var two = Whole(A, "\"one\"");
        await using var site = new RawHttpServer(
            RawReply.Redirect(one.Address().AbsoluteUri),
            RawReply.Redirect(two.Address().AbsoluteUri)
        );
        using var transfer = new TransferFixture();

        using var outcome = await transfer.RunAsync(site.Address(), Token);

        two.Requests.ShouldHaveSingleItem().Header("Range").ShouldBe("bytes=100000-");
        transfer.Part.AsSpan().SequenceEqual(A).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_connection_that_is_sent_to_another_host_takes_nothing_from_it()
    {
        var first = Recipe.A(4 << 20);
        await using var one = new RangeServer(first) { Pause = TimeSpan.FromMilliseconds(2) };
        await using var two = new RangeServer(Recipe.B(4 << 20)) { ETag = "\"two\"" };
        var asked = 0;
        await using var site = new RawHttpServer(_ =>
            RawReply.Redirect((Interlocked.Increment(ref asked) == 1 ? one : two).Address().AbsoluteUri)
        );
        using var transfer = new TransferFixture(
            TransferFixture.Quick with
            {
                Connections = 4,
                SegmentedFrom = 1 << 20,
            }
        );

        using var outcome = await transfer.RunAsync(site.Address(), Token);

        two.Requests.ShouldNotBeEmpty();
        outcome.Failure.ShouldBeNull();
        transfer.Part.AsSpan().SequenceEqual(first).ShouldBeTrue();
    }

    [Fact]
    public async Task A_part_that_a_mirror_began_is_left_to_the_mirror_when_the_first_address_has_nothing()
    {
        await using var gone = new RawHttpServer(new RawReply(404, []).With("Content-Length", "0"));
        await using var mirror = new RawHttpServer(
            RawReply.File(A) with
            {
                Body = A[..100_000],
            },
            new RawReply(404, []).With("Content-Length", "0"),
            RawReply.Rest(A, 100_000)
        );
        using var transfer = new TransferFixture(TwoAttempts);
        var request = transfer.Request(gone.Address()) with { Mirrors = [mirror.Address("/b")] };

        using var stopped = await transfer.RunAsync(request, Token);
        using var outcome = await transfer.RunAsync(request, Token);

        stopped.Failure!.Code.ShouldBe(FailureCode.NotFound);
        mirror.Requests[^1].Header("Range").ShouldBe("bytes=100000-");
        transfer.Part.AsSpan().SequenceEqual(A).ShouldBeTrue();
    }
}
