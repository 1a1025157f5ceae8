using System.Net;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>Thumbnails that could not be made, that were lost, and those that others are just making.</summary>
public sealed class ThumbnailFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill -9 $$")]
    [InlineData("exec /never/was")]
    [InlineData("/bin/rm -f ./*; /bin/rmdir \"$PWD\"; kill -9 $$")]
    public async Task What_the_tool_failed_at_is_tried_again_by_the_next_index(string fault)
    {
        var tool = PictureToolkit.RequireTool();
        using var programs = new TemporaryFolder();
        var program = programs.Combine(Path.GetFileName(tool));
        File.WriteAllText(program, $"#!/bin/sh\n{fault}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var story = await PictureToolkit.StartAsync(("PATH", programs.Path));
        story.Add("a.png", "one", "Model: dream");
        var (_, job) = await story.IndexAsync();
        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["without_thumbnail"]!.GetValue<int>().ShouldBe(1);
        File.Delete(program);
        File.CreateSymbolicLink(program, tool);

        await story.AgainAsync();

        (await story.FindAsync("a.png"))["thumbnail"].ShouldNotBeNull();
        var log = await story.Server.GetAsync($"/api/jobs/{job["id"]}/log");
        log.ToJsonString().ShouldContain("The next index tries again");
    }

    [Fact]
    public async Task One_whose_file_was_lost_is_made_again()
    {
        PictureToolkit.RequireTool();
        await using var story = await PictureToolkit.StartAsync();
        story.Add("a.png", "one", "Model: dream");
        story.Add("b.png", "two", "Model: dream");
        await story.IndexAsync();
        var address = (await story.FindAsync("a.png"))["thumbnail"]!.ToString();
        foreach (var file in Directory.EnumerateFiles(story.Thumbnails, "*.webp", SearchOption.AllDirectories))
            File.Delete(file);
        var error = await story.Server.FailAsync(HttpMethod.Get, address, HttpStatusCode.NotFound);

        var job = await story.AgainAsync();

        error["message"]!.ToString().ShouldContain("lost");
        (job["result"]!["thumbnails"]!.GetValue<int>(), job["result"]!["unchanged"]!.GetValue<int>()).ShouldBe((2, 2));
        using var answer = await story.Server.Http.GetAsync(address, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await story.AgainAsync())["result"]!["thumbnails"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task What_others_are_just_making_stays_and_what_nobody_knows_goes()
    {
        await using var story = await PictureToolkit.StartAsync();
        story.Add("a.png", "one", "Model: dream");
        var (young, old) = (Stray('a'), Stray('b'));
        File.SetLastWriteTimeUtc(old.Thumbnail, DateTime.UnixEpoch.AddYears(50));
        Directory.SetLastWriteTimeUtc(old.Work, DateTime.UnixEpoch.AddYears(50));

        await story.IndexAsync();

        File.Exists(young.Thumbnail).ShouldBeTrue();
        File.Exists(Path.Combine(young.Work, "0")).ShouldBeTrue();
        File.Exists(old.Thumbnail).ShouldBeFalse();
        Directory.Exists(old.Work).ShouldBeFalse();

        (string Thumbnail, string Work) Stray(char letter)
        {
            var part = Path.Combine(story.Thumbnails, new string(letter, 2));
            var work = Path.Combine(story.Thumbnails, $"work-{letter}");
            Directory.CreateDirectory(part);
            Directory.CreateDirectory(work);
            File.WriteAllText(Path.Combine(work, "0"), "being made");
            var thumbnail = Path.Combine(part, new string(letter, 32) + ".webp");
            File.WriteAllText(thumbnail, "just made");
            return (thumbnail, work);
        }
    }
}
