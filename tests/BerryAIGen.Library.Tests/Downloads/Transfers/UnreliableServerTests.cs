using System.Globalization;
using System.Security.Cryptography;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>Whatever the server does on the way, what is called complete is the file, byte for byte.</summary>
public sealed class UnreliableServerTests
{
    private static readonly byte[] Content = Recipe.A(700_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_file_from_a_server_that_does_everything_wrong_is_whole_in_the_end(int seed)
    {
        var random = new Random(seed);
        await using var server = new RawHttpServer(request => Misbehave(request, random));
        using var transfer = new TransferFixture(TransferFixture.Quick with { MaxAttempts = 200 });

        using var outcome = await transfer.RunAsync(server.Address(), TestContext.Current.CancellationToken);

        outcome.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(Content);
        outcome.Result!.Hashes.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Content)));
    }

    private static RawReply Misbehave(RawRequest request, Random random)
    {
        var from = request.Header("Range") is { } range
            ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture)
            : 0;
        var rest = from == 0 ? RawReply.File(Content) : RawReply.Rest(Content, from);
        var cut = rest with { Body = rest.Body[..random.Next(rest.Body.Length)] };
        return random.Next(12) switch
        {
            0 => new RawReply(503, []).With("Content-Length", "0"),
            1 => new RawReply(206, rest.Body[..(rest.Body.Length / 2)]),
            2 when from > 0 => RawReply.Rest(Content, from / 2),
            3 when from > 0 => new RawReply(416, []).With("Content-Range", $"bytes */{Content.Length}"),
            4 => RawReply.File(Content) with { Body = Content[..random.Next(Content.Length)] },
            5 => cut with { End = ReplyEnd.Reset },
            6 when request.Target != "/elsewhere" => new RawReply(302, []).With("Location", "/elsewhere"),
            7 => rest,
            _ => cut,
        };
    }
}
