using System.Diagnostics;
using System.Text.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Hosting;

/// <summary>The Sandbox as a process of its own.</summary>
public sealed class StandAloneTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_where_it_is_and_stops_when_its_input_ends()
    {
        using var process = Start("--until-input-ends");
        var addresses = await AddressesAsync(process);
        using var http = new HttpClient();

        (await http.GetStringAsync($"{addresses["civitai"]}/api/v1/models/257749", Cancelled)).ShouldContain("257749");
        addresses["storage"].ShouldStartWith("http://localhost:");
        addresses.Keys.ShouldBe(["civitai", "storage", "huggingface", "orchestrator"]);
        process.StandardInput.Close();
        await EndAsync(process);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task It_serves_on_without_an_input_until_it_is_stopped()
    {
        using var process = Start();
        process.StandardInput.Close();
        var addresses = await AddressesAsync(process);
        using var http = new HttpClient();

        (await http.GetStringAsync($"{addresses["civitai"]}/api/v1/models/257749", Cancelled)).ShouldContain("257749");
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await EndAsync(process);

        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task It_stops_with_its_parent()
    {
        using var parent = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        using var process = Start("--parent-pid", parent.Id.ToString());
        await AddressesAsync(process);

        parent.StandardInput.Close();
        await EndAsync(process);

        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task It_serves_a_file_of_any_size()
    {
        using var process = Start("--large-file-bytes", (1L << 30).ToString(), "--until-input-ends");
        var addresses = await AddressesAsync(process);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{addresses["civitai"]}/api/download/models/9900011"
        );
        request.Headers.Add("Range", "bytes=1073741823-");

        using var response = await http.SendAsync(request, Cancelled);

        response.Content.Headers.ContentRange!.Length.ShouldBe(1L << 30);
        process.StandardInput.Close();
        await EndAsync(process);
    }

    [Theory]
    [InlineData("--colour", "3")]
    [InlineData("--port", "many")]
    [InlineData("--port")]
    public async Task It_names_what_it_does_not_understand(params string[] arguments)
    {
        using var process = Start(arguments);

        await EndAsync(process);

        process.ExitCode.ShouldBe(2);
        (await process.StandardError.ReadToEndAsync(Cancelled)).ShouldStartWith(arguments[0]);
    }

    private static async Task EndAsync(Process process)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(params string[] arguments)
    {
        var program = Path.Combine(
            RepositoryRoot.Path,
            "artifacts",
            "bin",
            "BerryAIGen.Sandbox",
            Configuration,
            "BerryAIGen.Sandbox"
        );
        return Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }

    // The folder of the tests is named after the configuration, and so is the program's.
    private static string Configuration =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static async Task<Dictionary<string, string>> AddressesAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(Cancelled);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(line!)!;
    }
}
