using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Amazon's library is large: whoever names no bucket never loads it.</summary>
public sealed class AmazonLibraryTests : IDisposable
{
    private static readonly string Build = Path.Combine(RepositoryRoot.Path, "artifacts/bin/BerryAIGen.Cli/release");

    private readonly BerryHome _home = new();

    [Fact]
    public async Task It_is_loaded_for_a_bucket_and_for_nothing_else()
    {
        var berry = CopyWithoutAmazon();
        await using var server = new RawHttpServer(RawReply.File(new byte[100]));
        _home.Variables["BERRY_ALLOW_HOSTS"] = "127.0.0.1";
        _home.Variables["AWS_ENDPOINT_URL_S3"] = server.Address("/").AbsoluteUri;
        _home.Variables["AWS_ACCESS_KEY_ID"] = "key";
        _home.Variables["AWS_SECRET_ACCESS_KEY"] = "secret";
        var target = _home.PathOf("models");

        var web = await _home.RunAsync(berry, ["download", server.Address("/a.bin").AbsoluteUri, "--to", target]);
        var bucket = await _home.RunAsync(berry, ["download", "s3://bucket/b.bin", "--to", target]);

        web.ShouldExit(0);
        bucket.ExitCode.ShouldNotBe(0);
        (bucket.Output + bucket.Error).ShouldContain("AWSSDK");
    }

    public void Dispose() => _home.Dispose();

    // An empty file under the library's name cannot be loaded by anybody.
    private string CopyWithoutAmazon()
    {
        var copy = Directory.CreateDirectory(_home.PathOf("program")).FullName;
        foreach (var file in Directory.GetFiles(Build, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(copy, Path.GetRelativePath(Build, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }

        var amazon = Directory.GetFiles(copy, "AWSSDK*.dll");
        amazon.ShouldNotBeEmpty();
        foreach (var file in amazon)
        {
            File.WriteAllBytes(file, []);
        }

        return Path.Combine(copy, "berry");
    }
}
