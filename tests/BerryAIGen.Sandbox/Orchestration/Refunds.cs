using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Gives back what was not delivered, as credits beside the debits; steps paid by their use keep everything.</summary>
internal static class Refunds
{
    public static void Give(RunningWorkflow workflow, Accounts accounts)
    {
        var owed = workflow
            .Steps.Where(step => step.Type != "customComfy")
            .Sum(step => (int)Math.Floor(step.Price * step.Undelivered));
        if (workflow.Steps.TrueForAll(step => step.Undelivered >= 1 && step.Type != "customComfy"))
            owed = workflow.Total;
        Return(workflow, accounts, Math.Min(owed, workflow.Total));
    }

    /// <summary>Gives an amount back to the accounts that paid, the last one first.</summary>
    public static void Return(RunningWorkflow workflow, Accounts accounts, int amount)
    {
        var left = amount;
        for (var i = workflow.Paid.Count - 1; i >= 0 && left > 0; i--)
        {
            var (account, paid) = workflow.Paid[i];
            var part = Math.Min(left, paid);
            accounts[workflow.Owner, account] += part;
            workflow.Transactions.Add((JsonNode)Accounts.Line("credit", account, part));
            workflow.Paid[i] = (account, paid - part);
            left -= part;
        }

        workflow.Total -= amount - left;
    }
}
