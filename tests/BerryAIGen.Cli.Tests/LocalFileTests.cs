using System.Buffers.Binary;
using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class LocalFileTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Hash_prints_every_hash_in_lower_case()
    {
        _home.Write("abc.txt", "abc"u8);

        var file = (await _home.RunAsync("hash", "abc.txt", "--json")).ShouldExit(0).Json.GetProperty("files")[0];

        file.GetProperty("path").GetString().ShouldBe("abc.txt");
        file.GetProperty("size").GetInt64().ShouldBe(3);
        file.GetProperty("sha256")
            .GetString()
            .ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        file.GetProperty("autov2").GetString().ShouldBe("ba7816bf8f");
        file.GetProperty("crc32").GetString().ShouldBe("352441c2");
        file.GetProperty("autov3").ValueKind.ShouldBe(JsonValueKind.Null);
        file.GetProperty("tensor_sha256").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Hash_computes_only_what_is_asked_for()
    {
        _home.Write("abc.txt", "abc"u8);

        var run = await _home.RunAsync("hash", "abc.txt", "--only", "crc32", "--json");

        var file = run.ShouldExit(0).Json.GetProperty("files")[0];
        file.GetProperty("crc32").GetString().ShouldBe("352441c2");
        file.GetProperty("sha256").ValueKind.ShouldBe(JsonValueKind.Null);
        file.GetProperty("blake3").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Hash_names_the_hashes_that_it_knows()
    {
        _home.Write("abc.txt", "abc"u8);

        var run = await _home.RunAsync("hash", "abc.txt", "--only", "md5");

        run.ShouldExit(2).Error.ShouldContain("'md5' is no hash that --only knows; it takes sha256,");
    }

    [Fact]
    public async Task Hash_goes_on_after_a_file_that_is_not_there()
    {
        _home.Write("abc.txt", "abc"u8);

        var run = await _home.RunAsync("hash", "missing.txt", "abc.txt", "--json");

        var files = run.ShouldExit(3).Json.GetProperty("files");
        files[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("not_found");
        files[1].GetProperty("autov2").GetString().ShouldBe("ba7816bf8f");
        run.Error.ShouldContain("missing.txt does not exist");
    }

    [Fact]
    public async Task Hash_agrees_with_the_open_cases_in_one_call()
    {
        var folder = OpenCases.Require("hashes");
        var cases = OpenCases.List("hashes").Where(c => c.Files.Count > 0 && c.Text("sha256") is not null).ToList();

        var run = await _home.RunAsync(["hash", .. cases.Select(c => Path.Combine(folder, c.Files[0])), "--json"]);

        var hashes = run.ShouldExit(0).Json.GetProperty("files").EnumerateArray();
        hashes
            .Select(f => f.GetProperty("sha256").GetString())
            .ShouldBe(cases.Select(c => c.Text("sha256")!.ToLowerInvariant()));
    }

    [Fact]
    public async Task Inspect_shows_the_header_of_a_valid_file()
    {
        _home.Write("good.safetensors", Safetensors("""{"t":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", 4));

        var file = (await _home.RunAsync("inspect", "good.safetensors", "--json")).ShouldExit(0).Json;

        file.GetProperty("container").GetString().ShouldBe("safetensors");
        file.GetProperty("valid").GetBoolean().ShouldBeTrue();
        file.GetProperty("tensor_count").GetInt32().ShouldBe(1);
        file.GetProperty("parameters").GetInt64().ShouldBe(2);
        file.GetProperty("type").GetString().ShouldBe("unknown");
    }

    [Theory]
    [InlineData("cut.safetensors", "safetensors", "MetadataIncompleteBuffer")]
    [InlineData("page.safetensors", "unknown", "HeaderTooLarge")]
    [InlineData("page.gguf", "unknown", "magic")]
    [InlineData("page.html", "unknown", "NotAModel")]
    public async Task Inspect_names_the_rule_that_a_file_breaks(string name, string container, string rule)
    {
        _home.Write("cut.safetensors", Safetensors("""{"t":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", 2));
        _home.Write(name.StartsWith("page") ? name : "page", "<!DOCTYPE html><html>down for maintenance</html>"u8);

        var run = await _home.RunAsync("inspect", name, "--json");

        var file = run.ShouldExit(5).Json;
        file.GetProperty("container").GetString().ShouldBe(container);
        file.GetProperty("valid").GetBoolean().ShouldBeFalse();
        file.GetProperty("error").GetProperty("rule").GetString().ShouldBe(rule);
        run.Error.ShouldContain(rule);
    }

    [Fact]
    public async Task Inspect_takes_the_folder_of_a_diffusers_model()
    {
        _home.Write("sd/model_index.json", "{}"u8);

        var file = (await _home.RunAsync("inspect", "sd", "--json")).ShouldExit(0).Json;

        file.GetProperty("container").GetString().ShouldBe("diffusers");
    }

    public void Dispose() => _home.Dispose();

    private static byte[] Safetensors(string header, int dataBytes)
    {
        var file = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        System.Text.Encoding.ASCII.GetBytes(header, file.AsSpan(8));
        return file;
    }
}
