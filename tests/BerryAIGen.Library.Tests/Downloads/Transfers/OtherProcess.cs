using System.Diagnostics;
using System.Globalization;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

/// <summary>A transfer in a process of its own: this very test program, told to run the one explicit test below.</summary>
public sealed class OtherProcess
{
    private const string AddressVariable = "BERRY_TEST_ADDRESS";
    private const string PartVariable = "BERRY_TEST_PART";

    private const string ConnectionsVariable = "BERRY_TEST_CONNECTIONS";

    internal static Process Start(Uri address, string partPath, int connections = 1)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(The_transfer_of_another_process)}" },
            RedirectStandardOutput = true,
            Environment =
            {
                [AddressVariable] = address.AbsoluteUri,
                [PartVariable] = partPath,
                [ConnectionsVariable] = connections.ToString(CultureInfo.InvariantCulture),
            },
        };
        return Process.Start(start)!;
    }

    [Fact(Explicit = true)]
    public async Task The_transfer_of_another_process()
    {
        using var http = new DownloadHttp(new DownloadHttpOptions { AllowedHosts = ["127.0.0.1"] });
        var request = new TransferRequest
        {
            Address = new Uri(Environment.GetEnvironmentVariable(AddressVariable)!),
            PartPath = Environment.GetEnvironmentVariable(PartVariable)!,
        };

        var connections = int.Parse(
            Environment.GetEnvironmentVariable(ConnectionsVariable)!,
            CultureInfo.InvariantCulture
        );
        var options = new TransferOptions { Connections = connections, SegmentedFrom = 16 << 20 };
        using var outcome = await new FileTransfer(http, options, TimeProvider.System).RunAsync(
            request,
            null,
            TestContext.Current.CancellationToken
        );

        outcome.Failure.ShouldBeNull();
    }
}
