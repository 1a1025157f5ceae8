using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>Who is told of workflows while others do not answer.</summary>
public sealed class CallbackCourierTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_receiver_that_never_answers_holds_nobody_else_up(DatabaseKind kind)
    {
        const int workflows = 80;
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var folder = new TemporaryFolder();
        // Takes every connection, and never says a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var taken = new ConcurrentBag<Socket>();
        var taking = TakeAsync(silent, taken);
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On("/told", ScriptedAnswer.Text("thanks"));
        using var library = new BerryLibrary(
            new LibraryOptions
            {
                AllowedHosts = ["127.0.0.1"],
                DataFolder = folder.Path,
                ReadVariable = _ => null,
                WorkingFolder = folder.Path,
            }
        );
        await AddAsync(database.Library, workflows, new Uri($"http://{silent.LocalEndpoint}/hook"));
        await AddAsync(database.Library, 10, receiver.At("/told"));

        await using (
            var courier = new CallbackCourier(
                database.Library,
                library,
                TimeProvider.System,
                NullLogger<CallbackCourier>.Instance
            )
        )
        {
            // The rows of who is silent are older, and more than are looked at at once.
            while (receiver.Requests.Count < 10)
            {
                await courier.SendAsync(Stop);
                await Task.Delay(TimeSpan.FromMilliseconds(50), Stop);
            }

            taken.Count.ShouldBeInRange(1, workflows / 2);
        }

        silent.Stop();
        await taking;
        foreach (var socket in taken)
            socket.Dispose();
        receiver.Requests.Select(told => told.Header("webhook-id")).Distinct().Count().ShouldBe(10);
    }

    private static async Task TakeAsync(TcpListener silent, ConcurrentBag<Socket> taken)
    {
        try
        {
            while (true)
                taken.Add(await silent.AcceptSocketAsync(Stop));
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test stopped listening.
        }
    }

    private static async Task AddAsync(LibraryDatabase database, int count, Uri address)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var context = database.CreateContext();
        for (var number = 0; number < count; number++)
        {
            var id = $"{address.Port}-{number}";
            context.Workflows.Add(
                new WorkflowRow
                {
                    Id = id,
                    Owner = "local",
                    Status = StepStatus.Unassigned,
                }
            );
            context.WorkflowCallbacks.Add(
                new CallbackRow
                {
                    WorkflowId = id,
                    Url = address.ToString(),
                    Payload = "{}",
                    NextAt = now,
                    CreatedAt = now,
                }
            );
        }

        await context.SaveChangesAsync(Stop);
    }
}
