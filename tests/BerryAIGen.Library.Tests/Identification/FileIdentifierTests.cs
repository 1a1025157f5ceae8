using System.Security.Cryptography;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

public sealed class FileIdentifierTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Files_are_found_by_their_sha256_in_order_and_missing_ones_named()
    {
        using var story = new LibraryStory(sandbox);
        var items = await story.DownloadAsync("82098", "128713");
        var stranger = story.Path("stranger.safetensors");
        await File.WriteAllTextAsync(stranger, "stranger", TestContext.Current.CancellationToken);

        var files = await story.Library.IdentifyAsync(
            [stranger, items[1].Path!, story.Path("none.safetensors"), items[0].Path!],
            TestContext.Current.CancellationToken
        );

        files.Select(file => file.ModelId).ShouldBe([null, 128713, null, 82098]);
        files.Select(file => file.MatchedBy).ShouldBe([null, "sha256", null, "sha256"]);
        files[0].Failure.ShouldBeNull();
        files[2].Failure!.Code.ShouldBe(FailureCode.NotFound);
        files[1].Air.ShouldBe("urn:air:sd1:checkpoint:civitai:128713@146759");
    }

    [Fact]
    public async Task A_question_that_fails_costs_no_other_file_its_answer()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var stranger = story.Path("stranger.safetensors");
        await File.WriteAllTextAsync(stranger, "another stranger", TestContext.Current.CancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData("another stranger"u8));
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = $"/api/v1/model-versions/by-hash/{hash[..10]}",
                Status = 400,
                Body = """{"error":"no"}""",
            }
        );

        var files = await story.Library.IdentifyAsync([stranger, item.Path!], TestContext.Current.CancellationToken);

        files[0].Failure.ShouldNotBeNull().Message.ShouldNotBeEmpty();
        files[0].Sha256.ShouldBe(hash);
        files[1].Failure.ShouldBeNull();
        files[1].ModelId.ShouldBe(82098);
    }

    [Fact]
    public async Task An_edited_header_is_found_by_its_tensors()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(item.Path!, TestContext.Current.CancellationToken);
        var length = (int)BitConverter.ToInt64(bytes);
        // One more blank behind the header's JSON: another SHA-256, the same tensors.
        byte[] edited =
        [
            .. BitConverter.GetBytes((long)length + 8),
            .. bytes[8..(8 + length)],
            .. "        "u8,
            .. bytes[(8 + length)..],
        ];
        var path = story.Path("edited.safetensors");
        await File.WriteAllBytesAsync(path, edited, TestContext.Current.CancellationToken);

        var file = (
            await story.Library.IdentifyAsync([path], TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

        file.MatchedBy.ShouldBe("autov3");
        file.ModelId.ShouldBe(82098);
    }
}
