import { Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpApi,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import type { Step } from '../../functions/steps.ts';
import { constructId, routeKey, routePath, type StageNames } from '../names.ts';
import { throttles } from '../throttles.ts';
import { type LogSettings, logGroup } from './log-group.ts';

export interface ApiProps {
  readonly names: StageNames;
  readonly logs: LogSettings;
  /** Whether to close the endpoint under amazonaws.com, because the API has a domain name of its own. */
  readonly closeOwnEndpoint: boolean;
}

/** The route key and the outcome, but never the path or the query, which may contain tokens and ids. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    time: '$context.requestTime',
    requestID: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    responseLatencyMilliseconds: '$context.responseLatency',
    integrationLatencyMilliseconds: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    errorType: '$context.error.responseType',
  }),
);

/** Spelled as in CloudFormation, because the CDK passes the settings of single routes on unchanged. */
const throttleSettings = ({ rate, burst }: { rate: number; burst: number }) => ({
  ThrottlingRateLimit: rate,
  ThrottlingBurstLimit: burst,
});

const noAuthorizer = ({ name, caller }: Step): string =>
  caller === 'anyone'
    ? `${name} is for callers without a session, as its row declares.`
    : `${name} checks the session itself: an authorizer cannot respond with problem documents, and its cache would keep ended sessions alive.`;

const acknowledgeNoAuthorizer = (route: IConstruct, step: Step) =>
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: noAuthorizer(step) });

/** Adds the route of an operation to the API of another stack. */
export function addRoute(scope: Construct, httpApi: IHttpApi, step: Step, handler: IFunction): void {
  const id = constructId(step.name);
  const route = new HttpRoute(scope, `${id}Route`, {
    httpApi,
    routeKey: HttpRouteKey.with(routePath(step), HttpMethod[step.method]),
    integration: new HttpLambdaIntegration(id, handler),
  });
  acknowledgeNoAuthorizer(route, step);
}

/** The HTTP API with a route for each operation, and its only stage, `$default`, which adds nothing to the path. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly #routes: HttpRoute[] = [];
  readonly #routeSettings: Record<string, ReturnType<typeof throttleSettings>> = {};

  constructor(scope: Construct, id: string, { names, logs, closeOwnEndpoint }: ApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: names.prefix,
      createDefaultStage: false,
      disableExecuteApiEndpoint: closeOwnEndpoint,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // For routes that other stacks add, too.
      throttle: { rateLimit: throttles.tight.rate, burstLimit: throttles.tight.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          logGroup(this, 'AccessLog', names.vendedLogGroup('access'), logs),
        ),
        format: accessLogFormat,
      },
    });
  }

  /** Adds the route of an operation. Call `finish` after the last one. */
  addRoute(step: Step, handler: IFunction): void {
    const routes = this.api.addRoutes({
      path: routePath(step),
      methods: [HttpMethod[step.method]],
      integration: new HttpLambdaIntegration(constructId(step.name), handler),
    });
    for (const route of routes) acknowledgeNoAuthorizer(route, step);
    this.#routes.push(...routes);
    if (step.throttle === 'standard')
      this.#routeSettings[routeKey(step)] = throttleSettings(throttles.standard);
  }

  /** Sets the throttles of single routes. The stage can only refer to routes that exist. */
  finish(): void {
    const stage = this.stage.node.defaultChild;
    if (!(stage instanceof CfnStage))
      throw new TypeError('The stage of the HTTP API has no CloudFormation resource.');
    stage.routeSettings = this.#routeSettings;
    this.stage.node.addDependency(...this.#routes);
  }
}
