import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  /** US dollars. */
  readonly dollars: number;
  /** Gets the mails. Unlike a topic of SNS, AWS Budgets does not ask it to confirm. */
  readonly address: string;
}

/** When it mails, in percent of the budget: of what was spent, and of what AWS expects until the end of the month. */
const thresholds = [
  ['ACTUAL', 80],
  ['ACTUAL', 100],
  ['FORECASTED', 100],
] as const;

/**
 * Mails when the AWS account costs more in a month than expected. It is about the whole account: a budget for a stage alone would
 * need its tags to be activated for billing, by hand and in the payer's account, and would see no cost until then. Credits do not
 * hide costs. A budget that only mails is free.
 *
 * It has no name of its own: CloudFormation replaces it when the address changes, and two budgets cannot have the same name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { dollars, address }: MonthlyBudgetProps) {
    super(scope, id);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
        costTypes: { includeCredit: false, includeRefund: false },
      },
      notificationsWithSubscribers: thresholds.map(([notificationType, threshold]) => ({
        notification: {
          notificationType,
          comparisonOperator: 'GREATER_THAN',
          threshold,
          thresholdType: 'PERCENTAGE',
        },
        subscribers: [{ subscriptionType: 'EMAIL', address }],
      })),
    });
  }
}
