using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>A disk that others fill while a file comes.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Size = 5 << 20;
    private const int Left = 2 << 20;

    // What a plan wants free, and room for the file beside it.
    private const string Disk = "size=80m";

    private readonly BerryHome _home = new();

    [Fact]
    public async Task A_download_ends_with_8_keeps_its_part_and_goes_on_once_there_is_room()
    {
        var target = Directory.CreateDirectory(_home.PathOf("models")).FullName;
        using var mount = Mount.Tmpfs(target, Disk);
        var ballast = Path.Combine(target, "another-program.bin");
        var file = Content();
        await using var server = new RawHttpServer(request => Answer(request, file, () => Fill(target, ballast)));
        _home.Variables["BERRY_ALLOW_HOSTS"] = "127.0.0.1";
        string[] command = ["download", server.Address("/model.bin").AbsoluteUri, "--to", target, "--json"];

        var full = await _home.RunAsync(command);
        var part = Directory.GetFiles(target, "*.part").ShouldHaveSingleItem();
        var kept = new FileInfo(part).Length;
        var named = File.Exists(Path.Combine(target, "model.bin"));
        File.Delete(ballast);
        var next = await _home.RunAsync(command);

        full.ShouldExit(8).Json.GetProperty("items")[0].GetProperty("reason").GetString()!.ShouldContain("full");
        named.ShouldBeFalse();
        kept.ShouldBeInRange(1, Size - 1);
        var item = next.ShouldExit(0).Json.GetProperty("items")[0];
        item.GetProperty("transferred").GetInt64().ShouldBeLessThan(Size);
        File.ReadAllBytes(Path.Combine(target, "model.bin")).ShouldBe(file);
        Directory.GetFiles(target, "*.part*").ShouldBeEmpty();
    }

    public void Dispose() => _home.Dispose();

    // Without a length nobody can see beforehand that it will not fit, nor take the room.
    private static RawReply Answer(RawRequest request, byte[] file, Action fill)
    {
        if (request.Header("Range") is { } range)
            return RawReply.Rest(file, int.Parse(range["bytes=".Length..^1], null)).With("ETag", "\"one\"");
        fill();
        return new RawReply(200, file).With("ETag", "\"one\"");
    }

    private static void Fill(string folder, string path) =>
        File.WriteAllBytes(path, new byte[new DriveInfo(folder).AvailableFreeSpace - Left]);

    private static byte[] Content()
    {
        var bytes = new byte[Size];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
