using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Database.Workflows.Services;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What is told of how well steps are done.</summary>
public sealed class ServiceNumberTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_runs_of_one_type_hide_no_other_and_mistakes_of_callers_are_theirs()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        using var desk = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        var now = desk.Time.GetUtcNow().UtcDateTime;
        await using (var context = database.Library.CreateContext())
        {
            context.Workflows.Add(
                new WorkflowRow
                {
                    Id = "many",
                    Owner = "me",
                    Status = StepStatus.Succeeded,
                }
            );
            context.WorkflowSteps.AddRange(
                Enumerable
                    .Range(0, 20_001)
                    .Select(at => Step(at, "echo", StepStatus.Succeeded, now - TimeSpan.FromMinutes(1)))
            );
            var early = now - TimeSpan.FromMinutes(30);
            context.WorkflowSteps.Add(Step(30_000, WorkerDesk.Type, StepStatus.Succeeded, early));
            for (var at = 30_001; at < 30_004; at++)
            {
                var mistake = Step(at, WorkerDesk.Type, StepStatus.Failed, early);
                mistake.IsUserError = true;
                context.WorkflowSteps.Add(mistake);
            }

            await context.SaveChangesAsync(Stop);
        }

        var (items, _) = await desk.Services.ListAsync(new ServiceQuestion(), Stop);

        var dream = items.Single(one => $"{one["step"]}" == WorkerDesk.Type);
        dream["status"]!.ToString().ShouldBe("available");
        var numbers = dream["metrics"]!;
        ((int)numbers["requests"]!).ShouldBe(4);
        ((double)numbers["userErrorRate"]!, (double)numbers["successRate"]!).ShouldBe((0.75, 1));
        var idle = items.Single(one => $"{one["step"]}" == "imageUpload")["metrics"]!;
        ((double)idle["userErrorRate"]!, idle["successRate"]).ShouldBe((0, null));
    }

    private static WorkflowStepRow Step(int position, string type, string status, DateTime at) =>
        new()
        {
            WorkflowId = "many",
            Position = position,
            Name = $"${position}",
            Type = type,
            Group = "files",
            Status = status,
            StartedAt = at,
            CompletedAt = at,
        };
}
